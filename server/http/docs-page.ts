import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Router } from 'express'

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Alur API</title><link rel="stylesheet" href="docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body>
</html>
`
const start = `SwaggerUIBundle({ url: 'v1/openapi.json', dom_id: '#docs', deepLinking: true })
`

/** The API's documentation as a page, from files of this machine only; its script is a file, so the content policy holds. */
export function docsPage(): Router {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const router = Router({ strict: true })
  router.get('/docs', (_req, res) => {
    res.type('html').send(page)
  })
  // What the page fetches is beside it: with a slash at its end it would be looked for inside.
  router.get('/docs/', (req, res) => res.redirect(308, `${req.baseUrl}/docs`))
  router.get('/docs/start.js', (_req, res) => {
    res.type('js').send(start)
  })
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    router.get(`/docs/${file}`, (_req, res) => res.sendFile(join(assets, file), { maxAge: '1d' }))
  return router
}
