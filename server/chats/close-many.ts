import type { ClosingView } from '#schemas/api/closings.ts'
import { instantAt } from '#schemas/instant.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Filter } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type ClosingDoc, closings, conversations } from './collections.ts'

export const mostClosedAtOnce = 5_000
/** Until then it can be taken back. */
const undoableMs = 3_600_000
/** Nobody asks after it any more. */
const keptMs = 24 * 3_600_000

type Who = { workspaceId: string; agentId: string }
export type WhatToClose = { conversationIds: string[] } | { view: 'waiting' | 'mine' }

/** Begins to close conversations; those that are not theirs to close are left as they are. `workers/closings` does it. */
export async function closeMany(deps: Pick<Deps, 'store' | 'now' | 'random'>, who: Who, what: WhatToClose): Promise<ClosingView> {
  const at = deps.now()
  const conversationIds = 'view' in what ? await idsOf(deps, who, what.view) : [...new Set(what.conversationIds)]
  const doc: ClosingDoc = {
    _id: newId(deps),
    ...who,
    conversationIds,
    at: 0,
    closed: 0,
    back: 0,
    opened: 0,
    createdAt: instantAt(at),
    expiresAt: instantAt(at + keptMs),
    ...(conversationIds.length > 0 ? { dueAt: instantAt(at) } : {}),
  }
  await deps.store.collection(closings).insert(doc)
  return closingView(doc)
}

/** Takes it back: what was closed goes back to whom it belonged. */
export async function undoClosing(deps: Pick<Deps, 'store' | 'now'>, workspaceId: string, id: string): Promise<ClosingView> {
  const docs = inWorkspace(deps.store, closings, workspaceId)
  const doc = await docs.get(id)
  if (!doc) throw new AppError('not-found')
  const now = instantNow(deps)
  if (now > undoUntil(doc)) throw new AppError('nothing-to-do')
  const undone = await docs.update(id, { $set: { undone: true, dueAt: now } }, { undone: null })
  return closingView(undone ?? doc)
}

/** What somebody closed lately, the newest first. */
export async function listClosings({ store }: Pick<Deps, 'store'>, { workspaceId, agentId }: Who): Promise<ClosingView[]> {
  const { items } = await store.collection(closings).find({ workspaceId, agentId }, { sort: { createdAt: -1 }, limit: 10 })
  return items.map(closingView)
}

async function idsOf({ store }: Pick<Deps, 'store'>, { workspaceId, agentId }: Who, view: 'waiting' | 'mine'): Promise<string[]> {
  const ids: string[] = []
  const filter: Filter = view === 'mine' ? { workspaceId, agentId } : { workspaceId, list: 'waiting' }
  for await (const page of pagesOf(store.collection(conversations), filter, {
    sort: { updatedAt: -1 },
    limit: 1000,
    fields: ['_id'],
  })) {
    ids.push(...page.map(({ _id }) => _id))
    if (ids.length >= mostClosedAtOnce) break
  }
  return ids.slice(0, mostClosedAtOnce)
}

const undoUntil = ({ createdAt }: ClosingDoc): string => instantAt(Date.parse(createdAt) + undoableMs)

function closingView(doc: ClosingDoc): ClosingView {
  const { _id: id, conversationIds, at, closed, opened, undone, dueAt, createdAt } = doc
  const state = undone ? (dueAt ? 'opening' : 'opened') : dueAt ? 'closing' : 'closed'
  return {
    id,
    state,
    of: conversationIds.length,
    done: at,
    closed,
    left: at - closed,
    opened,
    createdAt,
    undoUntil: undoUntil(doc),
  }
}
