import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The editor: `editor/index.html` into `dist/editor`. In development the API is the server's on port 3000. */
export default defineConfig({
  root: 'editor',
  plugins: [react()],
  build: { outDir: '../dist/editor', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/chat', '/webhooks', '/widget.js'].map((path) => [
        path,
        { target: 'http://127.0.0.1:3000', ws: path === '/api' },
      ]),
    ),
  },
})
