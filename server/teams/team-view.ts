import type { TeamView } from '#schemas/api/teams.ts'
import { userNames } from '../accounts/index.ts'
import { conversations } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { members } from '../workspaces/index.ts'
import type { TeamDoc } from './collections.ts'

/** Teams with who is in them and how many chats wait for each. */
export async function teamViews({ store }: Pick<Deps, 'store'>, workspaceId: string, docs: TeamDoc[]): Promise<TeamView[]> {
  const all = await findAll(inWorkspace(store, members, workspaceId), {}, { createdAt: 1 })
  const nameOf = await userNames(
    store,
    all.map(({ userId }) => userId),
  )
  const chats = inWorkspace(store, conversations, workspaceId)
  return Promise.all(
    docs.map(async ({ _id, name, createdAt }) => {
      const id = _id.slice(workspaceId.length + 1)
      const inIt = all.filter(({ teams }) => teams?.includes(id))
      const waiting = await chats.count({ list: 'waiting', team: id, waitingSince: { $gt: '' } })
      return { id, name, members: inIt.map(({ userId }) => nameOf(userId)), waiting, createdAt }
    }),
  )
}
