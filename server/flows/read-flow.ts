import type { FlowView } from '#schemas/api/flows.ts'
import type { Problem } from '#schemas/api/problems.ts'
import { may, type Role } from '#schemas/roles.ts'
import { userNames } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { changesNotLive } from './changes-not-live.ts'
import { flows } from './collections.ts'
import { examineFlow } from './examine-flow.ts'
import { type WholeFlow, withPointers } from './with-pointers.ts'

/** A flow with its draft and what is wrong with it now. What is open inside is for those who may change it. */
export async function readFlowView(
  deps: Pick<Deps, 'store' | 'registry' | 'engine' | 'config'>,
  { workspaceId, role }: { workspaceId: string; role: Role },
  flowId: string,
): Promise<FlowView> {
  const doc = await findFlow(deps, workspaceId, flowId)
  const view = await flowView(deps, doc, await examineFlow(deps, workspaceId, doc.draft, flowId))
  return (may.changeFlows as readonly Role[]).includes(role) ? { ...view, innerPlaces: deps.config.allowPrivate } : view
}

/** The flow with what of it is live, or `not-found`. */
export async function findFlow({ store }: Pick<Deps, 'store'>, workspaceId: string, flowId: string): Promise<WholeFlow> {
  const doc = await inWorkspace(store, flows, workspaceId).get(flowId)
  const [flow] = await withPointers(store, workspaceId, doc ? [doc] : [])
  if (!flow) throw new AppError('not-found')
  return flow
}

export async function flowView(deps: Pick<Deps, 'store' | 'engine'>, doc: WholeFlow, problems: Problem[]): Promise<FlowView> {
  const nameOf = await userNames(deps.store, [doc.savedBy])
  const { _id, revision, draft, liveVersion, paused = false, liveRevision, savedAt, savedBy } = doc
  const unpublished = revision === liveRevision ? 0 : await changesNotLive(deps, doc, draft)
  return {
    id: _id,
    revision,
    draft,
    liveVersion,
    paused,
    ...(unpublished === undefined ? {} : { unpublished }),
    changed: revision !== liveRevision,
    savedAt,
    savedBy: nameOf(savedBy),
    problems,
  }
}
