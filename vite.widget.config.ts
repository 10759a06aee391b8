import { defineConfig } from 'vite'

/** The widget: one script without dependencies, for any page. */
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2020',
    outDir: 'dist/widget',
    emptyOutDir: true,
    lib: { entry: 'editor/widget/widget.ts', formats: ['iife'], name: 'alurChat', fileName: () => 'widget.js' },
  },
})
