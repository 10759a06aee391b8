import { beginJob } from '../jobs/begin-job.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { memberships, type SegmentDoc, segments } from './collections.ts'
import { sortSegment } from './sort-segment.ts'

type Parts = { store: Store; now(): number }

/** What runs by a segment. */
export interface Watcher {
  kind: 'broadcast' | 'reminder'
  id: string
}

const nameOf = ({ kind, id }: Watcher): string => `${kind}:${id}`

/**
 * From now on it is written down who is in a segment, and who comes in and goes: something live uses it. May be repeated. False where
 * there is no such segment.
 */
export async function watchSegment(parts: Parts, workspaceId: string, segmentId: string, watcher: Watcher): Promise<boolean> {
  const docs = inWorkspace(parts.store, segments, workspaceId)
  const segment = await docs.update(segmentId, { $set: { watched: true }, $addToSet: { watchedBy: nameOf(watcher) } })
  if (!segment) return false
  if (segment.sorted !== segment.rulesRevision) await sortAll(parts, segment)
  return true
}

/** Somebody runs by it no more. When nobody does, nothing is written down of it. */
export async function unwatchSegment({ store }: Parts, workspaceId: string, segmentId: string, watcher: Watcher): Promise<void> {
  const docs = inWorkspace(store, segments, workspaceId)
  const left = await docs.update(segmentId, { $pull: { watchedBy: nameOf(watcher) } })
  if (!left || (left.watchedBy ?? []).length > 0) return
  // Whoever begins to use it meanwhile keeps it: then it is sorted anew.
  const freed = await docs.update(
    segmentId,
    { $unset: ['watched', 'watchedBy', 'sorted'] },
    { revision: left.revision, watchedBy: { $exists: true } },
  )
  if (freed) await store.collection(memberships).delete({ workspaceId, segmentId })
}

/** Begins to go through everybody by its rules. */
export const sortAll = (parts: Parts, { _id, workspaceId, rulesRevision, changedBy }: SegmentDoc): Promise<unknown> =>
  beginJob(parts, sortSegment, {
    id: `sort-${_id}-${rulesRevision}-${parts.now().toString(36)}`,
    workspaceId,
    by: changedBy,
    input: { segmentId: _id, rules: rulesRevision },
  })
