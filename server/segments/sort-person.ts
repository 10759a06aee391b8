import { evaluate } from '#runtime/segments/evaluate.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { SegmentPerson } from '#schemas/segment.ts'
import type { Engine } from '../engine/engine.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type MembershipDoc, memberships, type SegmentDoc } from './collections.ts'
import { membershipId } from './membership-id.ts'

type Parts = Pick<Engine, 'store' | 'now' | 'timeZones'>

/**
 * Writes down whether somebody is in a segment that something live uses. May be repeated, and by several at once. `first`: nobody had
 * looked by these rules before, so nobody comes in by themselves. What changed, if anything.
 */
export async function sortPerson(
  parts: Parts,
  segment: SegmentDoc,
  person: SegmentPerson | undefined,
  contactId: string,
  first = false,
): Promise<'came' | 'left' | undefined> {
  const { _id: segmentId, workspaceId } = segment
  const docs = inWorkspace(parts.store, memberships, workspaceId)
  const _id = membershipId(segmentId, contactId)
  for (;;) {
    const now = instantAt(parts.now())
    const was = await docs.get(_id)
    if (!person) {
      if (was) await docs.delete({ _id })
      return was?.in ? 'left' : undefined
    }
    const timeZone = await parts.timeZones.of(workspaceId)
    const verdict = evaluate(segment.rules, person, { now, timeZone })
    const row = rowOf(segment, contactId, was, { ...verdict, now, first })
    if (!row || isSame(was, row)) return undefined
    if (await write(parts.store, was, row)) return row.in === (was?.in ?? false) ? undefined : row.in ? 'came' : 'left'
  }
}

function rowOf(
  { _id: segmentId, workspaceId, rulesRevision }: SegmentDoc,
  contactId: string,
  was: MembershipDoc | null,
  { in: isIn, until, now, first }: { in: boolean; until?: Instant; now: Instant; first: boolean },
): MembershipDoc | undefined {
  // Nobody has to look again at whoever was never in and cannot come in by time alone.
  if (!was && !isIn && !until) return undefined
  const stays = was !== null && was.in === isIn
  const since = stays ? was.since : now
  // A change of the rules is looked at by whoever goes through everybody; who is met before that came in by it as well.
  const byThemselves = isIn && !stays && !first && (was === null || was.rules === rulesRevision)
  const enteredAt = stays ? was.enteredAt : byThemselves ? now : undefined
  return {
    _id: membershipId(segmentId, contactId),
    workspaceId,
    segmentId,
    contactId,
    in: isIn,
    since,
    ...(enteredAt ? { enteredAt } : {}),
    ...(until ? { until } : {}),
    rules: rulesRevision,
  }
}

const isSame = (was: MembershipDoc | null, row: MembershipDoc): boolean =>
  was !== null && was.in === row.in && was.since === row.since && was.until === row.until && was.rules === row.rules

/** False where somebody else was faster. */
async function write(store: Store, was: MembershipDoc | null, row: MembershipDoc): Promise<boolean> {
  const docs = store.collection(memberships)
  if (was) return docs.put(row, { in: was.in, since: was.since, until: was.until ?? null, rules: was.rules })
  try {
    await docs.insert(row)
    return true
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return false
  }
}
