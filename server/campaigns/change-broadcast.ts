import type { BroadcastChange, BroadcastView, NewBroadcast } from '#schemas/api/broadcasts.ts'
import type { BroadcastPlan } from '#schemas/broadcast.ts'
import { type Deps, instantNow } from '../deps.ts'
import { timeOrderedId } from '../engine/ids.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { broadcastView } from './broadcast-view.ts'
import { type BroadcastDoc, broadcasts } from './collections.ts'

export type BroadcastDeps = Pick<Deps, 'store' | 'now' | 'random' | 'names' | 'engine' | 'config'>

/** What is left out is as it usually is: an offer to everybody, at once. */
const usual: Omit<BroadcastPlan, 'name'> = {
  whom: { kind: 'everybody' },
  when: { kind: 'now' },
  what: { kind: 'text', text: {} },
  purpose: 'offers',
  channels: [],
  success: { by: 'reply', days: 7 },
  trackLinks: false,
}

/** Makes a draft. */
export async function createBroadcast(deps: BroadcastDeps, actor: Actor, given: NewBroadcast): Promise<BroadcastView> {
  const doc = await inWorkspace(deps.store, broadcasts, actor.workspaceId).insert({
    _id: `b${timeOrderedId(deps.now())}`,
    plan: { ...usual, ...given } as BroadcastPlan,
    state: 'draft',
    revision: 1,
    createdAt: instantNow(deps),
    createdBy: actor.caller.user.id,
    fence: 0,
  })
  await recordAudit(deps, actor, 'create', `broadcast ${doc._id}`)
  return broadcastView(deps, doc)
}

/** Changes what it will be, on top of the revision that was seen; of one that has begun only the name. */
export async function changeBroadcast(
  deps: BroadcastDeps,
  actor: Actor,
  id: string,
  { revision, noCompare, ...change }: BroadcastChange,
): Promise<BroadcastView> {
  const docs = inWorkspace(deps.store, broadcasts, actor.workspaceId)
  const doc = await findBroadcast(deps, actor.workspaceId, id)
  const onlyName = Object.keys(change).every((field) => field === 'name') && !noCompare
  if (doc.state !== 'draft' && !onlyName) throw new AppError('broadcast-begun')
  const { compare, ...others } = { ...doc.plan, ...change } as BroadcastPlan
  const plan = { ...others, ...(compare && !noCompare ? { compare } : {}) }
  const changed = await docs.update(id, { $set: { plan, revision: revision + 1 } }, { revision, state: doc.state })
  if (!changed) throw new AppError('stale-broadcast')
  await recordAudit(deps, actor, 'change', `broadcast ${id}`)
  return broadcastView(deps, changed)
}

/** Deletes a draft; what has begun stays, for what came of it. */
export async function deleteBroadcast(deps: BroadcastDeps, actor: Actor, id: string): Promise<void> {
  await findBroadcast(deps, actor.workspaceId, id)
  const gone = await inWorkspace(deps.store, broadcasts, actor.workspaceId).delete({ _id: id, state: 'draft' })
  if (gone === 0) throw new AppError('broadcast-begun')
  await recordAudit(deps, actor, 'delete', `broadcast ${id}`)
}

/** A broadcast of this workspace. */
export async function findBroadcast({ store }: Pick<Deps, 'store'>, workspaceId: string, id: string): Promise<BroadcastDoc> {
  const doc = await inWorkspace(store, broadcasts, workspaceId).get(id)
  if (!doc) throw new AppError('not-found')
  return doc
}
