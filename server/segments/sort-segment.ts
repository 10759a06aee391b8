import { jobKind } from '../jobs/job-kind.ts'
import { pageOfPeople, peopleOf } from '../people/index.ts'
import { segments } from './collections.ts'
import { sortPerson } from './sort-person.ts'

const atOnce = 100

/** Which rules of which segment. */
interface ToSort {
  segmentId: string
  rules: number
}

/**
 * Looks at everybody once by a segment's rules: when something live begins to use it, or they change. Who changes meanwhile is looked at
 * as always. Reports how many are `in`.
 */
export const sortSegment = jobKind<ToSort>({
  kind: 'sort-segment',
  cancellable: false,
  mustEnd: true,
  async step(engine, { workspaceId, cursor, input }) {
    const docs = engine.store.collection(segments)
    const segment = await docs.get(input.segmentId)
    // It is gone, nothing uses it, or it has other rules by now: another one goes through everybody by these.
    if (!segment?.watched || segment.rulesRevision !== input.rules) return { done: 0 }
    const { items, next } = await pageOfPeople(engine.store, workspaceId, { after: cursor, limit: atOnce })
    const people = await peopleOf(engine.store, items)
    let came = 0
    for (const person of people) if ((await sortPerson(engine, segment, person, person.id, true)) === 'came') came++
    const did = { done: items.length, report: { in: came } }
    if (next) return { ...did, cursor: next, againInMs: 0 }
    await docs.update(segment._id, { $set: { sorted: input.rules } }, { rulesRevision: input.rules })
    return did
  },
})
