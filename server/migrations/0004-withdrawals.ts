import { type LivePointerDoc, livePointers } from '../flows/collections.ts'
import { jobInputs, jobs } from '../jobs/collections.ts'
import type { Store } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

const keptMs = 10 * 365 * 24 * 3_600_000

/** People who are being moved out of an unpublished flow: that goes on as a job. Made once for each unpublishing, whoever makes it. */
export const withdrawalsAreJobs: StoreMigration = {
  id: '0004-withdrawals',
  does: 'moving people out of unpublished flows becomes a job',
  async page(store, after) {
    const leaving = { withdrawAt: { $gt: '' } }
    const options = { sort: { withdrawAt: 1 }, limit: 100, ...(after === undefined ? {} : { after }) } as const
    const { items, next } = await store.collection(livePointers).find(leaving, options)
    for (const pointer of items) await begin(store, pointer)
    return { changed: items.length, next }
  },
}

async function begin(store: Store, { _id: flowId, workspaceId, withdrawn, withdrawAt }: LivePointerDoc): Promise<void> {
  if (!withdrawn || !withdrawAt) return
  const { at, by, inside } = withdrawn
  const _id = `${flowId}-${Date.parse(at).toString(36)}`
  const kept = { _id, workspaceId, expiresAt: new Date(Date.parse(at) + keptMs).toISOString() }
  await store.collection(jobInputs).insertMany([{ ...kept, input: { flowId, at } }])
  const begun = { state: 'queued' as const, done: 0, of: inside, report: {}, attempts: 0, fence: 0 }
  await store.collection(jobs).insertMany([{ ...kept, kind: 'withdraw-people', by, ...begun, dueAt: withdrawAt, createdAt: at }])
}
