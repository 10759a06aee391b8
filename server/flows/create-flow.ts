import type { FlowView, NewFlow } from '#schemas/api/flows.ts'
import { newFlow } from '#schemas/flow.ts'
import type { Language } from '#schemas/text.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit, workspaceOf } from '../workspaces/index.ts'
import { flows, livePointers } from './collections.ts'
import { examineFlow, readFlow, summaryOf } from './examine-flow.ts'
import { flowView } from './read-flow.ts'

export type FlowDeps = Pick<Deps, 'store' | 'now' | 'random' | 'registry' | 'engine' | 'config'>

/** A new flow, empty or imported. An import is saved and looked at, nothing more: it fetches, runs and publishes nothing. */
export async function createFlow(deps: FlowDeps, actor: Actor, { name, flow }: NewFlow): Promise<FlowView> {
  const draft =
    flow === undefined ? newFlow(name, await languageOf(deps, actor.workspaceId)) : { ...readFlow(deps, { name, ...flow }), name }
  const problems = await examineFlow(deps, actor.workspaceId, draft)
  const now = instantNow(deps)
  const _id = newId(deps)
  const nothingLive = { _id, liveVersion: null, newestVersion: 0, liveRevision: null, createdAt: now }
  const pointer = await inWorkspace(deps.store, livePointers, actor.workspaceId).insert(nothingLive)
  const doc = await inWorkspace(deps.store, flows, actor.workspaceId).insert({
    _id,
    draft,
    summary: summaryOf(draft, problems),
    revision: 1,
    savedAt: now,
    savedBy: actor.caller.user.id,
  })
  await recordAudit(deps, actor, 'create', `flow ${_id}`)
  return flowView(deps, { ...pointer, ...doc }, problems)
}

const languageOf = async ({ store }: Pick<Deps, 'store'>, workspaceId: string): Promise<Language | undefined> =>
  (await workspaceOf(store, workspaceId))?.language
