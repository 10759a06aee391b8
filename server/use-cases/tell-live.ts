import { userNames } from '../repositories/user-names.ts'
import type { FlowDoc } from '../store/collections.ts'
import type { FlowDeps } from './create-flow.ts'

/** Tells everyone who looks at a flow where it stands now. */
export async function tellLive({ store, live }: Pick<FlowDeps, 'store' | 'live'>, doc: FlowDoc): Promise<void> {
  const nameOf = await userNames(store, [doc.savedBy])
  const { _id, workspaceId, revision, savedBy, liveVersion } = doc
  live.flow(workspaceId, { flowId: _id, revision, savedBy: nameOf(savedBy), liveVersion })
}
