import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { flows } from './collections.ts'
import type { FlowDeps } from './create-flow.ts'
import { examineFlow, summaryOf } from './examine-flow.ts'

/**
 * Looks again at the drafts that name a flow, after it came or went: what the list says of their problems is kept with them. Left
 * undone by a crash, it is put right by their next save.
 */
export async function examineOthers(
  deps: Pick<FlowDeps, 'store' | 'registry' | 'engine' | 'config'>,
  workspaceId: string,
  flowId: string,
): Promise<void> {
  const docs = inWorkspace(deps.store, flows, workspaceId)
  const fields = ['workspaceId', 'draft', 'revision', 'summary']
  for (const { _id, draft, revision, summary } of await findAll(docs, {}, { savedAt: -1 }, fields)) {
    if (_id === flowId || !JSON.stringify(draft.nodes).includes(`"${flowId}"`)) continue
    const { errors, warnings } = summaryOf(draft, await examineFlow(deps, workspaceId, draft, _id))
    await docs.update(_id, { $set: { summary: { ...summary, errors, warnings } } }, { revision })
  }
}
