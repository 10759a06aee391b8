import { usualQuietHours } from '#schemas/api/accounts.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { WorkspaceView } from '#schemas/api/workspaces.ts'
import type { Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import type { WorkspaceDoc } from './collections.ts'
import { countryOfZone } from './countries.ts'
import { workspacesOf } from './memberships.ts'

/** The workspaces a person belongs to. */
export async function listWorkspaces({ store }: Pick<Deps, 'store'>, userId: string): Promise<Listing<WorkspaceView>> {
  const mine = await workspacesOf(store, userId)
  return { items: mine.map(({ workspace, role }) => workspaceView(workspace, role)) }
}

export const workspaceView = (
  {
    _id,
    name,
    language = 'en',
    timeZone,
    country = countryOfZone(timeZone),
    closeAfterQuietHours = usualQuietHours,
    demo,
    createdAt,
  }: WorkspaceDoc,
  role: Role,
): WorkspaceView => ({
  id: _id,
  name,
  language,
  timeZone,
  ...(country ? { country } : {}),
  closeAfterQuietHours,
  role,
  demo,
  createdAt,
})
