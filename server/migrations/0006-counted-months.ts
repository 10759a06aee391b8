import { countedMonths, counters } from '../statistics/collections.ts'
import type { StoreMigration } from './migration.ts'

/**
 * Notes for each workspace which months have days that were counted before months were: those are read by their days. Counting again
 * (`npm run rebuild -- counters`) makes their months, too.
 */
export const monthsAreCounted: StoreMigration = {
  id: '0006-counted-months',
  does: 'months are counted beside days',
  async page(store, after) {
    const page = await store
      .collection(counters)
      .find({}, { sort: { _id: 1 }, limit: 1000, fields: ['workspaceId', 'day'], ...(after === undefined ? {} : { after }) })
    const docs = store.collection(countedMonths)
    const next = new Map<string, string>()
    for (const { workspaceId, day } of page.items) {
      const month = monthAfter(day)
      if (month > (next.get(workspaceId) ?? '')) next.set(workspaceId, month)
    }
    let changed = 0
    for (const [workspaceId, since] of next) {
      const is = await docs.get(workspaceId)
      if (is && is.since >= since) continue
      await docs.put({ _id: workspaceId, workspaceId, since })
      if (!is) changed++
    }
    return { changed, next: page.next }
  },
}

function monthAfter(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7)
}
