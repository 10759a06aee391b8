import { defineConfig } from 'vite'
import { precompress } from './vite.precompress.ts'

/** The widget: one script without dependencies, for any page. */
export default defineConfig({
  publicDir: false,
  plugins: [precompress()],
  build: {
    target: 'es2020',
    // Who reads color-mix. For older ones logical sides would be rewritten by language, and a phone's panel would not fill it.
    cssTarget: ['chrome111', 'firefox113', 'safari16.4'],
    outDir: 'dist/widget',
    emptyOutDir: true,
    lib: { entry: 'editor/widget/widget.ts', formats: ['iife'], name: 'alurChat', fileName: () => 'widget.js' },
  },
})
