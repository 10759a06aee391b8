import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { broadcastView } from './broadcast-view.ts'
import { broadcasts } from './collections.ts'

/** Broadcasts and reminders, the newest first. */
export async function listBroadcasts(
  deps: Pick<Deps, 'store' | 'names'>,
  workspaceId: string,
  page: PageQuery,
): Promise<Listing<BroadcastView>> {
  const found = await inWorkspace(deps.store, broadcasts, workspaceId).find({}, { ...page, sort: { createdAt: -1 } })
  return { ...found, items: await Promise.all(found.items.map((doc) => broadcastView(deps, doc))) }
}
