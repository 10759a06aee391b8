import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { patientProxy } from './vite.patient-proxy.ts'
import { precompress } from './vite.precompress.ts'

/** In development the API, the widget and the hosted pages are the server's, on its own port. */
const server = { target: `http://127.0.0.1:${process.env.PORT ?? 3000}`, ws: true }

/** The editor: `editor/index.html` into `dist/editor`. */
export default defineConfig({
  root: 'editor',
  plugins: [react(), precompress(), patientProxy()],
  build: {
    outDir: '../dist/editor',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
    // What many places share travels in one file each, not in two hundred small ones; what few share is not loaded by all.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /node_modules\/(@mantine|@floating-ui|@tabler|@tanstack|react|react-dom|react-router|i18next)/,
              minShareCount: 12,
            },
            { name: 'parts', test: /editor\/(ui|api|shell|theme)\//, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api/v1': server, '^/chat/': server, '/webhooks': server, '/widget.js': server },
  },
})
