import { defineConfig } from 'vite'
import { ssr } from '../../vite.server.config.ts'

/** The server with its test doors, bundled once per run so that a child process starts in a fraction of a second. */
export default defineConfig({
  logLevel: 'error',
  ssr,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'node_modules/.cache/under-test',
    emptyOutDir: true,
    rollupOptions: {
      input: {
        server: 'tests/support/under-test.ts',
        start: 'server/start.ts',
        'http-echo': 'tests/bench/http-echo.ts',
        'express-echo': 'tests/bench/express-echo.ts',
        load: 'tests/bench/load.ts',
        turns: 'tests/bench/turns.ts',
        publish: 'tests/bench/publish.ts',
        growth: 'tests/bench/growth.ts',
      },
      // Called .mjs: in this folder Node would not know what .js is and read every file twice.
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs', comments: false },
    },
  },
})
