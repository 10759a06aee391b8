import { evaluate } from '#runtime/segments/evaluate.ts'
import { instantAt } from '#schemas/instant.ts'
import type { SegmentRule } from '#schemas/segment.ts'
import type { Engine } from '../engine/engine.ts'
import { personOf } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { segments } from './collections.ts'

/** Whether somebody is in a segment now; false where there is no such segment or person. */
export async function isInSegment(
  { store, now, timeZones }: Pick<Engine, 'store' | 'now' | 'timeZones'>,
  workspaceId: string,
  segmentId: string,
  contactId: string,
): Promise<boolean> {
  const [rules, person, timeZone] = await Promise.all([
    rulesOf({ store }, workspaceId, segmentId),
    personOf(store, workspaceId, contactId),
    timeZones.of(workspaceId),
  ])
  return rules !== undefined && person !== undefined && evaluate(rules, person, { now: instantAt(now()), timeZone }).in
}

/** The rules of a segment; undefined where there is none. */
export async function rulesOf(
  { store }: { store: Store },
  workspaceId: string,
  segmentId: string,
): Promise<SegmentRule | undefined> {
  return (await inWorkspace(store, segments, workspaceId).get(segmentId))?.rules
}
