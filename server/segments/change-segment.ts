import { isDeepStrictEqual } from 'node:util'
import type { NewSegment, SegmentChange, SegmentView } from '#schemas/api/segments.ts'
import { checkRules } from '#schemas/check-segment.ts'
import { type Deps, instantNow } from '../deps.ts'
import { timeOrderedId } from '../engine/ids.ts'
import { AppError, invalidInput } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { memberships, type SegmentDoc, segments } from './collections.ts'
import { segmentView } from './read-segment.ts'
import { sortAll } from './watch-segment.ts'

type Parts = Pick<Deps, 'store' | 'now' | 'random'>

/** Makes a segment. Rules that are none are refused, each mistake by its path. */
export async function createSegment(deps: Parts, actor: Actor, { name, rules }: NewSegment): Promise<SegmentView> {
  refuseWrong(rules)
  const at = instantNow(deps)
  const by = actor.caller.user.id
  const doc = { name, rules, revision: 1, rulesRevision: 1, createdAt: at, createdBy: by, changedAt: at, changedBy: by }
  const made = await named(() =>
    inWorkspace(deps.store, segments, actor.workspaceId).insert({ _id: `s${timeOrderedId(deps.now())}`, ...doc }),
  )
  await recordAudit(deps, actor, 'create', `segment ${made._id}`)
  return segmentView(deps.store, made)
}

/** Changes what is given of a segment, unless somebody else did since. With other rules everybody is looked at anew, where something uses it. */
export async function changeSegment(
  deps: Parts,
  actor: Actor,
  segmentId: string,
  { name, rules, revision }: SegmentChange,
): Promise<SegmentView> {
  if (rules) refuseWrong(rules)
  const docs = inWorkspace(deps.store, segments, actor.workspaceId)
  const is = await docs.get(segmentId)
  if (!is) throw new AppError('not-found')
  const others = rules !== undefined && !isDeepStrictEqual(rules, is.rules)
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(others ? { rules, rulesRevision: is.rulesRevision + 1 } : {}),
    revision: revision + 1,
    changedAt: instantNow(deps),
    changedBy: actor.caller.user.id,
  }
  const changed = await named(() => docs.update(segmentId, { $set: change }, { revision }))
  if (!changed) throw new AppError('stale-segment')
  if (others && changed.watched) await sortAll(deps, changed)
  await recordAudit(deps, actor, 'change', `segment ${segmentId}`)
  return segmentView(deps.store, changed)
}

/** Deletes a segment that nothing runs by. */
export async function deleteSegment(deps: Parts, actor: Actor, segmentId: string): Promise<void> {
  const { workspaceId } = actor
  const docs = inWorkspace(deps.store, segments, workspaceId)
  const is = await docs.get(segmentId)
  if (!is) throw new AppError('not-found')
  if (is.watched || (await docs.delete({ _id: segmentId, watched: null })) === 0) throw new AppError('segment-in-use')
  await deps.store.collection(memberships).delete({ workspaceId, segmentId })
  await recordAudit(deps, actor, 'delete', `segment ${segmentId}`)
}

/** Rules that came from outside, as such; refused with every mistake by its path. */
export function refuseWrong(rules: unknown): void {
  const problems = checkRules(rules)
  if (problems.length > 0) throw invalidInput(...problems.map(({ path, message }) => ({ path: `/rules${path}`, message })))
}

async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (error instanceof UniqueViolation && error.index === 'name') throw new AppError('segment-exists')
    throw error
  }
}

/** A segment of the workspace; refused where there is none. */
export async function findSegment(store: Store, workspaceId: string, segmentId: string): Promise<SegmentDoc> {
  const segment = await inWorkspace(store, segments, workspaceId).get(segmentId)
  if (!segment) throw new AppError('not-found')
  return segment
}
