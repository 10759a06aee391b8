import { instantAt } from '#schemas/instant.ts'
import { jobInputs, jobs } from '../jobs/collections.ts'
import { workspaces } from '../workspaces/collections.ts'
import type { StoreMigration } from './migration.ts'

const keptMs = 30 * 24 * 3_600_000

/** What was written before there was a search is made searchable in the background: a job for each workspace, as `npm run rebuild -- words` begins it. */
export const wordsOfBefore: StoreMigration = {
  id: '0007-words',
  does: 'what was written before can be searched, too',
  async page(store, after) {
    const page = await store
      .collection(workspaces)
      .find({}, { sort: { _id: 1 }, limit: 100, fields: ['_id'], ...(after === undefined ? {} : { after }) })
    const now = Date.now()
    const expiresAt = instantAt(now + keptMs)
    const made = page.items.map(({ _id: workspaceId }) => ({
      _id: `rebuild-words-of-before-${workspaceId}`,
      workspaceId,
      expiresAt,
    }))
    await store.collection(jobInputs).insertMany(made.map((one) => ({ ...one, input: null })))
    const { inserted } = await store.collection(jobs).insertMany(
      made.map((one) => ({
        ...one,
        kind: 'rebuild-words',
        by: 'operator',
        state: 'queued' as const,
        done: 0,
        report: {},
        attempts: 0,
        fence: 0,
        dueAt: instantAt(0),
        createdAt: instantAt(now),
      })),
    )
    return { changed: inserted, next: page.next }
  },
}
