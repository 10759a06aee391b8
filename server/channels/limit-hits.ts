import type { LimitHit } from '#schemas/api/limits.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { instantAt } from '#schemas/instant.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { channels, type LimitHitDoc, limitHits } from './collections.ts'
import { keptMs } from './web-chat/limits.ts'

/** Whom a channel's limits hit in the last seven days, and who is freed of them; the newest first. */
export async function listLimitHits(
  { store, limits }: Pick<Deps, 'store' | 'limits'>,
  workspaceId: string,
  channelId: string,
  page: PageQuery,
): Promise<Listing<LimitHit>> {
  if (!(await inWorkspace(store, channels, workspaceId).get(channelId))) throw new AppError('not-found')
  await limits.note()
  const { items, next } = await inWorkspace(store, limitHits, workspaceId).find({ channelId }, { sort: { last: -1 }, ...page })
  return { items: items.map(view), ...(next ? { next } : {}) }
}

/** Lifts the limits for a network, which is kept until somebody sets them again. */
export async function freeNetwork(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  { channelId, limitId }: { channelId: string; limitId: string },
  freed: boolean,
): Promise<LimitHit> {
  const change = freed
    ? { $set: { freedAt: instantNow(deps) }, $unset: ['expiresAt'] }
    : { $set: { expiresAt: instantAt(deps.now() + keptMs) }, $unset: ['freedAt'] }
  const docs = inWorkspace(deps.store, limitHits, actor.workspaceId)
  const doc = await docs.update(limitId, change, { channelId })
  if (!doc) throw new AppError('not-found')
  await recordAudit(deps, actor, freed ? 'free' : 'limit', `network of channel ${channelId}`)
  return view(doc)
}

const view = ({ _id, network, newVisitors, waiting, since, last, freedAt }: LimitHitDoc): LimitHit => ({
  id: _id,
  network,
  newVisitors,
  waiting,
  since,
  last,
  freed: freedAt !== undefined,
})
