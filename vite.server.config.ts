import { defineConfig } from 'vite'

/**
 * The server as one bundle per command in `dist/server`, packages included: a start reads a few files instead of a thousand. What is
 * native stays outside.
 */
export const ssr = { noExternal: true as const, external: ['lmdb', '@node-rs/argon2'] }

export default defineConfig({
  ssr,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      input: {
        start: 'server/start.ts',
        demo: 'server/commands/demo.ts',
        backup: 'server/commands/backup.ts',
        compact: 'server/commands/compact.ts',
        rebuild: 'server/commands/rebuild.ts',
        restore: 'server/commands/restore.ts',
        'store-copy': 'server/commands/store-copy.ts',
      },
      // Comments, half of what some packages are, are a part of every start.
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js', comments: false },
    },
  },
})
