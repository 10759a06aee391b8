import { type FlowDoc, flows, type LivePointerDoc, livePointers } from '../flows/index.ts'
import { type Collection, type CollectionDefinition, type Store, UniqueViolation } from '../store/contract.ts'
import { pagesOf } from '../store/find-all.ts'

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
 * Gives every flow of a folder of before a pointer of its own. Each flow by itself, its pointer first: cut off anywhere, and in several
 * processes at once, it comes to the same when it is done again.
 */
export async function partLivePointers(store: Store): Promise<void> {
  const docs = store.collection(oldFlows)
  const fields = ['workspaceId', 'summary', ...moved]
  for await (const page of pagesOf(docs, {}, { sort: { _id: 1 }, limit: 1000, fields }))
    for (const doc of page) if (doc.newestVersion !== undefined) await part(store, docs, doc)
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
