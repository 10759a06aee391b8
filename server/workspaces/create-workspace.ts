import type { NewWorkspace, WorkspaceView } from '#schemas/api/workspaces.ts'
import type { Caller } from '../accounts/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { members, workspaces } from './collections.ts'
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
  const createdAt = instantNow(deps)
  const workspace = { _id: newId(deps), name, language, timeZone, demo: false, createdAt }
  const userId = caller.user.id
  // The membership last: until then nobody sees the workspace.
  await deps.store.collection(workspaces).insert(workspace)
  await deps.store
    .collection(members)
    .insert({ _id: `${workspace._id}.${userId}`, workspaceId: workspace._id, userId, role: 'owner', createdAt })
  await recordAudit(deps, { caller, workspaceId: workspace._id }, 'create', 'workspace')
  return workspaceView(workspace, 'owner')
}
