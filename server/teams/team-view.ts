import type { TeamView } from '#schemas/api/teams.ts'
import { userNames } from '../accounts/index.ts'
import { waitingForTeam } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { membersOf } from '../workspaces/index.ts'
import type { TeamDoc } from './collections.ts'

/** Teams with who is in them and how many chats wait for each. */
export async function teamViews({ store }: Pick<Deps, 'store'>, workspaceId: string, docs: TeamDoc[]): Promise<TeamView[]> {
  const all = await membersOf(store, workspaceId)
  const nameOf = await userNames(
    store,
    all.map(({ userId }) => userId),
  )
  return Promise.all(
    docs.map(async ({ _id, name, createdAt }) => {
      const id = _id.slice(workspaceId.length + 1)
      const inIt = all.filter(({ teams }) => teams?.includes(id))
      const waiting = await waitingForTeam(store, workspaceId, id)
      return { id, name, members: inIt.map(({ userId }) => nameOf(userId)), waiting, createdAt }
    }),
  )
}
