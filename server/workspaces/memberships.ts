import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type MemberDoc, members, type WorkspaceDoc, workspaces } from './collections.ts'

/** What somebody is in a workspace; null when they are no member of it. */
export const memberOf = (store: Store, workspaceId: string, userId: string): Promise<MemberDoc | null> =>
  store.collection(members).get(`${workspaceId}.${userId}`)

/** Everybody in a workspace, the oldest membership first. */
export const membersOf = (store: Store, workspaceId: string): Promise<MemberDoc[]> =>
  findAll(inWorkspace(store, members, workspaceId), {}, { createdAt: 1 })

/** Where somebody is a member. */
export async function membershipsOf(store: Store, userId: string): Promise<MemberDoc[]> {
  const { items } = await store.collection(members).find({ userId }, { limit: 1000 })
  return items
}

/** The workspaces of a person with their role in each, the oldest membership first. */
export async function workspacesOf(
  store: Store,
  userId: string,
): Promise<{ workspace: WorkspaceDoc; role: MemberDoc['role'] }[]> {
  const mine = await membershipsOf(store, userId)
  const found = await store.collection(workspaces).getMany(mine.map((member) => member.workspaceId))
  const byId = new Map(found.map((workspace) => [workspace._id, workspace]))
  return mine
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .flatMap(({ workspaceId, role }) => {
      const workspace = byId.get(workspaceId)
      return workspace ? [{ workspace, role }] : []
    })
}

/** Puts exactly these people into a team. Each by themselves: cut off anywhere, it comes to the same when it is done again. */
export async function putIntoTeam(store: Store, workspaceId: string, teamId: string, userIds: readonly string[]): Promise<void> {
  const docs = inWorkspace(store, members, workspaceId)
  for (const { _id, userId, teams = [] } of await membersOf(store, workspaceId)) {
    const [is, toBe] = [teams.includes(teamId), userIds.includes(userId)]
    if (toBe && !is) await docs.update(_id, { $addToSet: { teams: teamId } })
    if (is && !toBe) await docs.update(_id, { $pull: { teams: teamId } })
  }
}

/** Tells of who comes, changes and leaves, by `<workspaceId>.<userId>`, whichever process wrote. Returns the way to stop. */
export const onMember = (
  store: Store,
  told: (change: { id: string; doc: MemberDoc | null }) => void,
  missed: () => void,
): (() => void) => store.collection(members).subscribe(told, missed)
