import { Router } from 'express'
import type { Deps } from '../deps.ts'

const storeAnswersWithinMs = 1000

/** For those who run the server: does the process live, can it work, what does it measure. */
export function health({ store, metrics }: Pick<Deps, 'store' | 'metrics'>): Router {
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
  router.get('/metrics', async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.metrics())
  })
  return router
}
