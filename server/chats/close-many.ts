import type { ClosingView } from '#schemas/api/closings.ts'
import { instantAt } from '#schemas/instant.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { type JobDoc, jobInputs, jobs } from '../jobs/collections.ts'
import { findJob, type WhoAsks } from '../jobs/job-view.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { closeChats, reopenChats } from './close-chats.ts'
import { pageInScope } from './in-scope.ts'
import type { Viewer } from './scope.ts'

export const mostClosedAtOnce = 5_000
/** Until then it can be taken back. */
const undoableMs = 3_600_000
/** Nobody asks after it any more. */
const keptMs = 24 * 3_600_000

export type WhatToClose = { conversationIds: string[] } | { view: 'waiting' | 'mine' }

/** Begins to close conversations, a job; those that are not theirs to close are left as they are. */
export async function closeMany(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  who: Viewer,
  what: WhatToClose,
  reason?: string,
): Promise<ClosingView> {
  const { workspaceId, agentId: by } = who
  const conversationIds = 'view' in what ? await idsOf(deps, who, what.view) : [...new Set(what.conversationIds)]
  const asked = {
    id: newId(deps),
    workspaceId,
    by,
    input: { conversationIds, ...(reason ? { reason } : {}) },
    of: conversationIds.length,
    keptMs,
  }
  return closingView(await beginJob(deps, closeChats, asked))
}

/** Takes it back: the rest stays open, and what was closed goes back to whom it belonged. */
export async function undoClosing(deps: Pick<Deps, 'store' | 'now'>, who: WhoAsks, id: string): Promise<ClosingView> {
  const { workspaceId } = who
  const docs = inWorkspace(deps.store, jobs, workspaceId)
  const closing = await findJob(deps, who, id)
  const kept = await inWorkspace(deps.store, jobInputs, workspaceId).get(id)
  if (!kept || closing.kind !== closeChats.kind) throw new AppError('not-found')
  if (instantNow(deps) > undoUntil(closing)) throw new AppError('nothing-to-do')
  const { conversationIds } = kept.input as { conversationIds: string[] }
  // First, for it waits until the closing has come to its end; that only stops it sooner.
  const opening = await beginJob(deps, reopenChats, {
    id: openingOf(id),
    workspaceId,
    by: closing.by,
    input: { conversationIds, of: id },
    of: conversationIds.length,
    keptMs,
  })
  const stopped = await docs.update(id, { $set: { cancelWanted: true } }, { endedAt: null })
  return closingView(stopped ?? closing, opening)
}

/** What somebody closed lately, the newest first. */
export async function listClosings({ store }: Pick<Deps, 'store'>, { workspaceId, agentId }: Viewer): Promise<ClosingView[]> {
  const docs = inWorkspace(store, jobs, workspaceId)
  const lately = { by: agentId, kind: closeChats.kind }
  const { items } = await docs.find(lately, { sort: { createdAt: -1 }, limit: 10 })
  const openings = new Map((await docs.getMany(items.map(({ _id }) => openingOf(_id)))).map((doc) => [doc._id, doc]))
  return items.map((doc) => closingView(doc, openings.get(openingOf(doc._id))))
}

/** The job that takes a closing back. */
const openingOf = (closingId: string): string => `${closingId}-undo`

async function idsOf({ store }: Pick<Deps, 'store'>, who: Viewer, view: 'waiting' | 'mine'): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | undefined; ids.length < mostClosedAtOnce; ) {
    const { items, next } = await pageInScope(store, who, view, { limit: 1000, after })
    ids.push(...items.map(({ _id }) => _id))
    if (next === undefined) break
    after = next
  }
  return ids.slice(0, mostClosedAtOnce)
}

const undoUntil = ({ createdAt }: JobDoc): string => instantAt(Date.parse(createdAt) + undoableMs)

function closingView(closing: JobDoc, opening?: JobDoc): ClosingView {
  const { _id: id, of = 0, done, report, createdAt } = closing
  const { closed = 0 } = report
  const state = opening ? (opening.endedAt ? 'opened' : 'opening') : closing.endedAt ? 'closed' : 'closing'
  const left = done - closed
  return { id, state, of, done, closed, left, opened: opening?.report.opened ?? 0, createdAt, undoUntil: undoUntil(closing) }
}
