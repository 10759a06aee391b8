import { createHash, timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

const storeAnswersWithinMs = 1000

/** For those who run the server: does the process live, can it work, what does it measure. */
export function health({ store, metrics, config }: Pick<Deps, 'store' | 'metrics' | 'config'>): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/readyz', async (_req, res) => {
    try {
      await store.ping(storeAnswersWithinMs)
      res.json({ status: 'ok' })
    } catch {
      res.status(503).json({ status: 'the store does not answer' })
    }
  })
  // Numbers of a business are not for passers-by: without its token the page does not exist.
  router.get('/metrics', async (req, res) => {
    if (!isBearer(req.headers.authorization, config.metricsToken)) throw new AppError('not-found')
    res.type(metrics.contentType).send(await metrics.metrics())
  })
  return router
}

function isBearer(header: string | undefined, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1]
  if (given === undefined || token === undefined) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
