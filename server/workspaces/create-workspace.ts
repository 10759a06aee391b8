import type { NewWorkspace, WorkspaceView } from '#schemas/api/workspaces.ts'
import type { Caller } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { addWorkspace, newWorkspace } from './add-workspace.ts'
import { checkLanguage } from './language.ts'
import { workspaceView } from './list-workspaces.ts'
import { recordAudit } from './record-audit.ts'
import { checkTimeZone } from './time-zone.ts'

/** A new, empty workspace; whoever makes it owns it. */
export async function createWorkspace(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  caller: Caller,
  { name, language = 'en', timeZone }: NewWorkspace,
): Promise<WorkspaceView> {
  checkLanguage(language)
  checkTimeZone(timeZone)
  const founding = newWorkspace(deps, { name, language, timeZone }, caller.user.id)
  const { workspace } = founding
  await addWorkspace(deps.store, founding)
  await recordAudit(deps, { caller, workspaceId: workspace._id }, 'create', 'workspace')
  return workspaceView(workspace, 'owner')
}
