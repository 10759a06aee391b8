import { jobs } from '../jobs/collections.ts'
import { jobKind } from '../jobs/job-kind.ts'
import { takeBackChanges } from '../people/index.ts'
import { importPages } from './collections.ts'

const lookAgainMs = 1_000
const peopleAtOnce = 20

/**
 * Takes back what an import wrote, when it has come to its end: of each fact the change goes, and what was known before, or was changed
 * since by others, counts again. Whoever was made by it, and of whom nobody else knows anything, goes. Reports `putBack`.
 */
export const undoImport = jobKind<{ importId: string }>({
  kind: 'undo-import',
  cancellable: false,
  mustEnd: true,
  async step(engine, { workspaceId, input: { importId }, cursor, _id }) {
    const { store } = engine
    const ofImport = { $gt: `${importId}-`, $lt: `${importId}.` }
    if (cursor === undefined) {
      const { items } = await store.collection(jobs).find({ _id: ofImport }, { sort: { _id: 1 }, limit: 1000 })
      if (items.some(({ _id: id, dueAt }) => id !== _id && dueAt)) return { done: 0, againInMs: lookAgainMs }
    }
    const pages = store.collection(importPages)
    const found = await pages.find(
      { _id: { ...ofImport, ...(cursor ? { $gt: cursor } : {}) }, workspaceId },
      { sort: { _id: 1 }, limit: 1 },
    )
    const [page] = found.items
    if (!page) return { done: 0 }
    const changes = { $gt: `${importId}-`, $lt: `${importId}.` }
    const ids = new Map<string, Set<string>>()
    for (const { contactId, externalId } of page.rows) {
      const names = ids.get(contactId) ?? new Set()
      if (externalId) names.add(externalId)
      ids.set(contactId, names)
    }
    let putBack = 0
    const people = [...ids]
    for (let at = 0; at < people.length; at += peopleAtOnce)
      await Promise.all(
        people.slice(at, at + peopleAtOnce).map(async ([contactId, names]) => {
          if (await takeBackChanges(store, { workspaceId, contactId, changes, externalIds: [...names] })) putBack++
        }),
      )
    return { done: page.rows.length, report: { putBack }, cursor: page._id, againInMs: 0 }
  },
})
