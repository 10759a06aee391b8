import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type FlowDoc, type LivePointerDoc, livePointers } from './collections.ts'

/** A flow as it is drawn, and what of it is live. */
export type WholeFlow = FlowDoc & LivePointerDoc

/** Some of a workspace's flows, with what of each is live. What a deletion left behind is no flow. */
export async function withPointers(store: Store, workspaceId: string, docs: readonly FlowDoc[]): Promise<WholeFlow[]> {
  const pointers = await inWorkspace(store, livePointers, workspaceId).getMany(docs.map(({ _id }) => _id))
  const byFlow = new Map(pointers.map((pointer) => [pointer._id, pointer]))
  return docs.flatMap((doc) => {
    const pointer = byFlow.get(doc._id)
    return pointer ? [{ ...pointer, ...doc }] : []
  })
}
