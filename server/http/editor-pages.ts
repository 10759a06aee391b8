import { join } from 'node:path'
import { Router } from 'express'
import { packedFiles } from './packed-files.ts'

/** The built editor: files with a hash in their name for ever, the page itself for every address people can bookmark. */
export function editorPages(folder: string): Router {
  const router = Router()
  router.use('/assets', packedFiles(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  router.use(packedFiles(folder))
  router.get(/^\/(?!api\/|chat\/|webhooks\/)[^.]*$/, (_req, res) => {
    res.sendFile('index.html', { root: folder, headers: { 'Cache-Control': 'no-cache' } })
  })
  return router
}
