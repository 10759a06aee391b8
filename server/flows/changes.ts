import type { Flow } from '#schemas/flow.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type FlowDoc, flows, type LivePointerDoc, livePointers } from './collections.ts'

/** Who saved a flow last, and which save it was. */
export type SavedDraft = Pick<FlowDoc, '_id' | 'workspaceId' | 'revision' | 'savedBy'>
const ofDraft: (keyof FlowDoc)[] = ['workspaceId', 'revision', 'savedBy']

/** The last save of a flow, whosever it is: whoever was told of its live pointer asks for it. */
export async function savedDraftOf(store: Store, flowId: string): Promise<SavedDraft | undefined> {
  const { items } = await store.collection(flows).find({ _id: flowId }, { fields: ofDraft })
  return items[0]
}

/** A flow as it is drawn now, of this workspace. */
export const draftOf = async (store: Store, workspaceId: string, flowId: string): Promise<Flow | undefined> =>
  (await inWorkspace(store, flows, workspaceId).get(flowId))?.draft

/** Which version of a flow is live, whosever it is: whoever was told of its draft asks for it. */
export const livePointerOf = (store: Store, flowId: string): Promise<LivePointerDoc | null> =>
  store.collection(livePointers).get(flowId)

/** The ids of a workspace's flows. */
export async function flowIdsOf(store: Store, workspaceId: string): Promise<string[]> {
  const all = await findAll(inWorkspace(store, livePointers, workspaceId), {}, { _id: 1 }, ['workspaceId'])
  return all.map(({ _id }) => _id)
}

/** Tells of every save of a flow, whichever process made it. Returns the way to stop, as the next one does. */
export const onDraftSaved = (store: Store, told: (saved: SavedDraft) => void, missed: () => void): (() => void) =>
  store.collection(flows).subscribe(({ doc }) => {
    if (doc) told(doc)
  }, missed)

/** Tells of what of a flow is live as it changes, and, with nothing but its id, that a flow was deleted. */
export const onLivePointer = (
  store: Store,
  told: (change: { id: string; doc: LivePointerDoc | null }) => void,
  missed: () => void,
): (() => void) => store.collection(livePointers).subscribe(told, missed)
