import type { DraftSaved, DraftToSave, StaleRevision } from '#schemas/api/flows.ts'
import { differences } from '#schemas/difference.ts'
import type { Flow } from '#schemas/flow.ts'
import { userNames } from '../accounts/index.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import type { Actor } from '../workspaces/index.ts'
import { changesNotLive } from './changes-not-live.ts'
import { type FlowDoc, flows } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineFlow, readFlow, summaryOf } from './examine-flow.ts'
import { findFlow } from './read-flow.ts'

/** Saves a draft made from `revision`. If someone saved in between, nothing is overwritten and the caller learns who and what. */
export async function saveDraft(deps: FlowDeps, actor: Actor, flowId: string, given: DraftToSave): Promise<DraftSaved> {
  const draft = readFlow(deps, given.flow)
  const problems = await examineFlow(deps, actor.workspaceId, draft, flowId)
  const doc = await findFlow(deps, actor.workspaceId, flowId)
  if (doc.revision !== given.revision) throw await staleRevision(deps, doc, draft)
  const unpublished = await changesNotLive(deps, doc, draft)
  const counted = unpublished === undefined ? {} : { unpublished }
  const against = unpublished === undefined || doc.liveVersion === null ? {} : { against: doc.liveVersion }
  const savedAt = instantNow(deps)
  const revision = given.revision + 1
  const saved = await inWorkspace(deps.store, flows, actor.workspaceId).update(
    flowId,
    {
      $set: {
        draft,
        summary: { ...summaryOf(draft, problems), ...counted, ...against },
        revision,
        savedAt,
        savedBy: actor.caller.user.id,
      },
    },
    { revision: given.revision },
  )
  if (!saved) throw await staleRevision(deps, await findFlow(deps, actor.workspaceId, flowId), draft)
  return { revision, savedAt, problems, ...counted }
}

/** The refusal of a stale revision: who saved what is there now, and how it differs from what the caller has. */
export async function staleRevision({ store }: Pick<Deps, 'store'>, doc: FlowDoc, callers?: Flow): Promise<AppError> {
  const nameOf = await userNames(store, [doc.savedBy])
  const { revision, savedAt, savedBy, draft } = doc
  const details: StaleRevision = {
    revision,
    savedBy: nameOf(savedBy),
    savedAt,
    draft,
    differences: callers ? differences(callers, draft) : [],
  }
  return new AppError('stale-revision', { ...details })
}
