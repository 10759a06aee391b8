import { join } from 'node:path'
import express, { Router } from 'express'

/** The built editor: files with a hash in their name for ever, the page itself for every address people can bookmark. */
export function editorPages(folder: string): Router {
  const router = Router()
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  router.use(express.static(folder, { index: false, redirect: false }))
  router.get(/^\/(?!api\/|chat\/|webhooks\/)[^.]*$/, (_req, res) => {
    res.sendFile('index.html', { root: folder, headers: { 'Cache-Control': 'no-cache' } })
  })
  return router
}
