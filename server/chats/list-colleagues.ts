import { may } from '#schemas/roles.ts'
import { usersOf } from '../accounts/index.ts'
import type { Store } from '../store/contract.ts'
import { membersOf } from '../workspaces/index.ts'

/** Who answers people in a workspace, by name: to whom a chat can be given. */
export async function listColleagues(store: Store, workspaceId: string): Promise<{ id: string; name: string }[]> {
  const all = await membersOf(store, workspaceId)
  const answering = all.filter(({ role }) => (may.answerPeople as readonly string[]).includes(role))
  const people = await usersOf(
    store,
    answering.map(({ userId }) => userId),
  )
  return people.map(({ _id: id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name))
}
