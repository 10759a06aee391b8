import type { SegmentUser, SegmentView } from '#schemas/api/segments.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { userNames } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { flowsWithLive } from '../flows/index.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { memberships, type SegmentDoc, segments } from './collections.ts'
import { goneIn } from './gone.ts'

const mostCounted = 100_000

/** The segments of a workspace, by name. */
export async function listSegments(
  store: Store,
  workspaceId: string,
  { after, limit = 50 }: PageQuery,
): Promise<Listing<SegmentView>> {
  const page = await inWorkspace(store, segments, workspaceId).find({}, { sort: { name: 1 }, limit, ...(after ? { after } : {}) })
  const items = await Promise.all(page.items.map((one) => segmentView(store, one)))
  return { items, ...(page.next ? { next: page.next } : {}) }
}

export async function segmentView(store: Store, doc: SegmentDoc): Promise<SegmentView> {
  const {
    _id: segmentId,
    workspaceId,
    name,
    rules,
    revision,
    createdAt,
    changedAt,
    changedBy,
    watched,
    sorted,
    rulesRevision,
  } = doc
  const [problems, count, nameOf] = await Promise.all([
    goneIn(store, workspaceId, rules),
    watched ? inWorkspace(store, memberships, workspaceId).count({ segmentId, in: true }, { atMost: mostCounted }) : undefined,
    userNames(store, [changedBy]),
  ])
  return {
    id: segmentId,
    name,
    rules,
    revision,
    createdAt,
    changedAt,
    changedBy: nameOf(changedBy),
    ...(count === undefined ? {} : { members: { count, ...(sorted === rulesRevision ? {} : { about: true as const }) } }),
    problems,
  }
}

/** What uses a segment: what runs by it, and the live flows that ask whether somebody is in it. */
export async function usersOfSegment(
  deps: Pick<Deps, 'store' | 'engine' | 'registry'>,
  workspaceId: string,
  segmentId: string,
): Promise<Listing<SegmentUser>> {
  const segment = await inWorkspace(deps.store, segments, workspaceId).get(segmentId)
  if (!segment) throw new AppError('not-found')
  const items = (segment.watchedBy ?? []).map((watcher): SegmentUser => {
    const at = watcher.indexOf(':')
    return { kind: watcher.slice(0, at) as SegmentUser['kind'], id: watcher.slice(at + 1), name: '', live: true }
  })
  for await (const { flowId, name, live } of flowsWithLive(deps, workspaceId))
    if (live?.nodes.some(({ data }) => JSON.stringify(data.config).includes(`"${segmentId}"`)))
      items.push({ kind: 'flow', id: flowId, name, live: true })
  return { items }
}
