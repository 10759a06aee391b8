import type { Me, TokenMe } from '#schemas/api/accounts.ts'
import { usualQuietHours } from '#schemas/api/accounts.ts'
import type { Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { countryOfZone, type MemberDoc, members, tokens, type WorkspaceDoc, workspaces } from '../workspaces/index.ts'
import type { Caller } from './caller.ts'
import { users } from './collections.ts'

/** A person and the workspaces they belong to, the oldest membership first. */
export async function readMe({ store }: Pick<Deps, 'store'>, userId: string): Promise<Me> {
  const user = await store.collection(users).get(userId)
  if (!user) throw new AppError('signed-out')
  const mine = await workspacesOf(store, userId)
  return {
    user: { id: user._id, name: user.name, email: user.email },
    workspaces: mine.map(({ workspace, role }) => asMine(workspace, role)),
  }
}

/** What an API token reaches, and as what. */
export async function readTokenMe({ store }: Pick<Deps, 'store'>, token: NonNullable<Caller['token']>): Promise<TokenMe> {
  const [doc, workspace] = await Promise.all([
    store.collection(tokens).get(token.id),
    store.collection(workspaces).get(token.workspaceId),
  ])
  if (!doc || !workspace) throw new AppError('signed-out')
  return { token: { id: doc._id, name: doc.name, expiresAt: doc.expiresAt }, workspaces: [asMine(workspace, token.role)] }
}

function asMine(workspace: WorkspaceDoc, role: Role): Me['workspaces'][number] {
  const { _id, name, language = 'en', timeZone, country = countryOfZone(timeZone), demo } = workspace
  const { closeAfterQuietHours = usualQuietHours } = workspace
  return { id: _id, name, role, language, timeZone, ...(country ? { country } : {}), closeAfterQuietHours, demo }
}

/** The workspaces of a person with their role in each. */
export async function workspacesOf(
  store: Deps['store'],
  userId: string,
): Promise<{ workspace: WorkspaceDoc; role: MemberDoc['role'] }[]> {
  const { items } = await store.collection(members).find({ userId }, { limit: 1000 })
  const found = await store.collection(workspaces).getMany(items.map((member) => member.workspaceId))
  const byId = new Map(found.map((workspace) => [workspace._id, workspace]))
  return items
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .flatMap(({ workspaceId, role }) => {
      const workspace = byId.get(workspaceId)
      return workspace ? [{ workspace, role }] : []
    })
}
