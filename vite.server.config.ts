import { defineConfig } from 'vite'

/** The server as one bundle per command in `dist/server`: a start reads a few files instead of some hundred. Packages stay outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      input: { start: 'server/start.ts', demo: 'server/commands/demo.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
})
