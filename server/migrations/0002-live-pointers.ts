import { type FlowDoc, flows, type LivePointerDoc, livePointers } from '../flows/collections.ts'
import { type Collection, type CollectionDefinition, type Store, UniqueViolation } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

/** A flow's document as it was when what is live stood beside its draft. */
type OldFlowDoc = FlowDoc & Partial<Omit<LivePointerDoc, '_id' | 'workspaceId'>>
const oldFlows: CollectionDefinition<OldFlowDoc> = flows

const moved = [
  'liveVersion',
  'newestVersion',
  'liveRevision',
  'paused',
  'withdrawn',
  'withdrawAt',
  'createdAt',
] as const satisfies (keyof LivePointerDoc)[]

/**
 * Gives every flow a pointer of its own. Each flow by itself, its pointer first: cut off anywhere, and in several processes at once, it
 * comes to the same when it is done again.
 */
export const livePointersOfTheirOwn: StoreMigration = {
  id: '0002-live-pointers',
  does: 'what is live of a flow parts from its draft',
  async page(store, after) {
    const docs = store.collection(oldFlows)
    const fields = ['workspaceId', 'summary', ...moved]
    const page = await docs.find({}, { sort: { _id: 1 }, limit: 100, fields, ...(after === undefined ? {} : { after }) })
    const whole = page.items.filter(({ newestVersion }) => newestVersion !== undefined)
    for (const doc of whole) await part(store, docs, doc)
    return { changed: whole.length, next: page.next }
  },
}

async function part(store: Store, docs: Collection<OldFlowDoc>, doc: OldFlowDoc): Promise<void> {
  const { _id, workspaceId, summary, liveVersion = null, newestVersion = 0, liveRevision = null } = doc
  const { paused, withdrawn, withdrawAt, createdAt = '' } = doc
  const pointer: LivePointerDoc = { _id, workspaceId, liveVersion, newestVersion, liveRevision, createdAt }
  if (paused) pointer.paused = paused
  if (withdrawn) pointer.withdrawn = withdrawn
  if (withdrawAt) pointer.withdrawAt = withdrawAt
  try {
    await store.collection(livePointers).insert(pointer)
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
  }
  const counted = summary.unpublished === undefined || liveVersion === null ? {} : { $set: { 'summary.against': liveVersion } }
  await docs.update(_id, { ...counted, $unset: [...moved] }, { newestVersion })
}
