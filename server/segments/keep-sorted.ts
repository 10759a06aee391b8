import { groupBy } from '#schemas/group-by.ts'
import { instantAt } from '#schemas/instant.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import type { Worker } from '../engine/loop.ts'
import { pageOfChanged, peopleOf, personOf, sortedOut } from '../people/index.ts'
import { findAll } from '../store/find-all.ts'
import { memberships, type SegmentDoc, segments } from './collections.ts'
import { sortPerson } from './sort-person.ts'

const tickMs = 2_000
const atOnce = 100

/**
 * Knows who comes into the segments that something live uses, and who leaves them: whose contact changed, and for whom enough time has
 * passed. Nobody else is looked at. After a crash from where it was: a contact says itself that it changed, a membership when it is due.
 */
export const startSorting = (engine: Engine): Worker =>
  startDuty(engine, {
    name: 'segments',
    failing: 'who comes into a segment is not known yet',
    alone: true,
    round: async () => ((await keepSorted(engine)) < atOnce ? tickMs : 0),
  })

/** One round: so many people were looked at. */
export async function keepSorted(engine: Engine): Promise<number> {
  const watched = await findAll(engine.store.collection(segments), { watched: true }, { workspaceId: 1 })
  let looked = 0
  for (const [workspaceId, ours] of groupBy(watched, (segment) => segment.workspaceId))
    looked += await sortChanged(engine, workspaceId, ours)
  return looked + (await sortDue(engine, new Map(watched.map((segment) => [segment._id, segment]))))
}

async function sortChanged(engine: Engine, workspaceId: string, ours: readonly SegmentDoc[]): Promise<number> {
  const changed = await pageOfChanged(engine.store, workspaceId, atOnce)
  const people = new Map((await peopleOf(engine.store, changed)).map((person) => [person.id, person]))
  for (const contact of changed) {
    for (const segment of ours) await sortPerson(engine, segment, people.get(contact._id), contact._id)
    await sortedOut(engine.store, contact)
  }
  return changed.length
}

async function sortDue(engine: Engine, watched: ReadonlyMap<string, SegmentDoc>): Promise<number> {
  const docs = engine.store.collection(memberships)
  const due = { until: { $lte: instantAt(engine.now()) } }
  const { items } = await docs.find(due, { sort: { until: 1 }, limit: atOnce })
  for (const { _id, segmentId, contactId, workspaceId } of items) {
    const segment = watched.get(segmentId)
    if (!segment || segment.workspaceId !== workspaceId) await docs.delete({ _id })
    else await sortPerson(engine, segment, await personOf(engine.store, workspaceId, contactId), contactId)
  }
  return items.length
}
