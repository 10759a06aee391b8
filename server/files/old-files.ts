import type { Instant } from '#schemas/instant.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { files } from './collections.ts'
import { deleteFiles } from './delete-files.ts'

/** Ids of the workspace's own begin so: they stay until somebody deletes them. */
const own = 'f'
const mostLookedAt = 1000

/** The files that customers sent and that were kept before, the oldest first, so many of them. */
export async function oldFiles(store: Store, workspaceId: string, before: Instant, limit = mostLookedAt): Promise<string[]> {
  const { items } = await inWorkspace(store, files, workspaceId).find(
    { keptAt: { $lt: before } },
    { sort: { keptAt: 1 }, limit, fields: ['_id'] },
  )
  return items.map(({ _id }) => _id).filter((id) => !id.startsWith(own))
}

/** Deletes them. How many. */
export async function dropOldFiles(store: Store, workspaceId: string, before: Instant): Promise<number> {
  const ids = await oldFiles(store, workspaceId, before)
  for (const id of ids) await deleteFiles(store, { $gte: id, $lt: `${id}/` })
  return ids.length
}
