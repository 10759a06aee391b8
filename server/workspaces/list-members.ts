import type { MemberView } from '#schemas/api/members.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { type UserDoc, usersOf } from '../accounts/index.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type MemberDoc, members } from './collections.ts'

/** The people of a workspace, the oldest membership first. */
export async function listMembers(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  page: PageQuery,
): Promise<Listing<MemberView>> {
  const found = await inWorkspace(store, members, workspaceId).find({}, { sort: { createdAt: 1 }, ...page })
  const people = await usersOf(
    store,
    found.items.map((member) => member.userId),
  )
  const byId = new Map(people.map((user) => [user._id, user]))
  const items = found.items.flatMap((member) => {
    const user = byId.get(member.userId)
    return user ? [memberView(member, user)] : []
  })
  return { items, ...(found.next ? { next: found.next } : {}) }
}

export const memberView = (
  { userId, role, sees = 'all', teams = [], createdAt }: MemberDoc,
  { name, email }: UserDoc,
): MemberView => ({
  userId,
  name,
  email,
  role,
  sees,
  teams,
  createdAt,
})
