import { invalidInput } from '../errors.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { members } from '../workspaces/index.ts'

/** Throws for somebody who is no member of the workspace. */
export async function checkMembers(store: Store, workspaceId: string, userIds: readonly string[]): Promise<void> {
  const found = await inWorkspace(store, members, workspaceId).getMany(userIds.map((userId) => `${workspaceId}.${userId}`))
  const known = new Set(found.map(({ userId }) => userId))
  const unknown = userIds.findIndex((userId) => !known.has(userId))
  if (unknown >= 0) throw invalidInput({ path: `/members/${unknown}`, message: 'is no member of this workspace' })
}

/** Puts exactly these people into a team. Each by themselves: cut off anywhere, it comes to the same when it is done again. */
export async function setMembers(store: Store, workspaceId: string, teamId: string, userIds: readonly string[]): Promise<void> {
  const docs = inWorkspace(store, members, workspaceId)
  for (const { _id, userId, teams = [] } of await findAll(docs, {}, { createdAt: 1 })) {
    const [is, toBe] = [teams.includes(teamId), userIds.includes(userId)]
    if (toBe && !is) await docs.update(_id, { $addToSet: { teams: teamId } })
    if (is && !toBe) await docs.update(_id, { $pull: { teams: teamId } })
  }
}
