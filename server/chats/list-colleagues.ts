import { may } from '#schemas/roles.ts'
import { users } from '../accounts/index.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { members } from '../workspaces/index.ts'

/** Who answers people in a workspace, by name: to whom a chat can be given. */
export async function listColleagues(store: Store, workspaceId: string): Promise<{ id: string; name: string }[]> {
  const all = await findAll(store.collection(members), { workspaceId }, { createdAt: 1 })
  const answering = all.filter(({ role }) => (may.answerPeople as readonly string[]).includes(role))
  const people = await store.collection(users).getMany(answering.map(({ userId }) => userId))
  return people.map(({ _id: id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}
