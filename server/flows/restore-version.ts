import type { DraftSaved } from '#schemas/api/flows.ts'
import type { Actor } from '../workspaces/index.ts'
import type { FlowDeps } from './create-flow.ts'
import { readVersionFlow } from './read-versions.ts'
import { saveDraft } from './save-draft.ts'

/** Makes the draft what a version was: a save like any other, on top of `revision`. Nothing goes live. */
export async function restoreVersion(
  deps: FlowDeps,
  actor: Actor,
  flowId: string,
  version: number,
  revision: number,
): Promise<DraftSaved> {
  const { flow } = await readVersionFlow(deps, actor.workspaceId, flowId, version)
  return saveDraft(deps, actor, flowId, { revision, flow: { ...flow } })
}
