import { Router } from 'express'
import { addressOfOwn, ownFileIn } from '#schemas/own-file.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { openOwnFile } from '../files/index.ts'
import { sendFile } from './send-file.ts'

/** What customers get of a workspace's files: whoever was sent the address of one may read it, on any site. */
export function ownFiles({ store }: Pick<Deps, 'store'>): Router {
  const router = Router({ caseSensitive: true })
  router.get('/files/:id', async (req, res) => {
    const id = ownFileIn(addressOfOwn(req.params.id))
    const file = id === undefined ? undefined : await openOwnFile(store, id)
    if (!file) throw new AppError('not-found')
    await sendFile(res, file, { forAnybody: true })
  })
  return router
}
