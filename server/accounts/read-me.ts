import type { Me, TokenMe } from '#schemas/api/accounts.ts'
import { usualQuietHours } from '#schemas/api/accounts.ts'
import type { Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { countryOfZone, tokenOf, type WorkspaceDoc, workspaceOf, workspacesOf } from '../workspaces/index.ts'
import type { Caller } from './caller.ts'
import { userOf } from './find-user.ts'

/** A person and the workspaces they belong to, the oldest membership first. */
export async function readMe({ store }: Pick<Deps, 'store'>, userId: string): Promise<Me> {
  const user = await userOf(store, userId)
  if (!user) throw new AppError('signed-out')
  const mine = await workspacesOf(store, userId)
  return {
    user: { id: user._id, name: user.name, email: user.email },
    workspaces: mine.map(({ workspace, role }) => asMine(workspace, role)),
  }
}

/** What an API token reaches, and as what. */
export async function readTokenMe({ store }: Pick<Deps, 'store'>, token: NonNullable<Caller['token']>): Promise<TokenMe> {
  const [doc, workspace] = await Promise.all([tokenOf(store, token.id), workspaceOf(store, token.workspaceId)])
  if (!doc || !workspace) throw new AppError('signed-out')
  return { token: { id: doc._id, name: doc.name, expiresAt: doc.expiresAt }, workspaces: [asMine(workspace, token.role)] }
}

function asMine(workspace: WorkspaceDoc, role: Role): Me['workspaces'][number] {
  const { _id, name, language = 'en', timeZone, country = countryOfZone(timeZone), demo } = workspace
  const { closeAfterQuietHours = usualQuietHours } = workspace
  return { id: _id, name, role, language, timeZone, ...(country ? { country } : {}), closeAfterQuietHours, demo }
}
