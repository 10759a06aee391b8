import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { memberships } from './collections.ts'

/** Those who are in a segment that something live uses, the newest first: `enteredAt` where they came in by themselves. */
export async function pageOfMembers(
  { store }: { store: Store },
  workspaceId: string,
  segmentId: string,
  { after, limit = 500 }: { after?: string | undefined; limit?: number },
): Promise<{ members: { contactId: string; since: string; enteredAt?: string }[]; next?: string }> {
  const page = await inWorkspace(store, memberships, workspaceId).find(
    { segmentId, in: true },
    { sort: { since: -1 }, limit, ...(after ? { after } : {}) },
  )
  const members = page.items.map(({ contactId, since, enteredAt }) => ({ contactId, since, ...(enteredAt ? { enteredAt } : {}) }))
  return { members, ...(page.next ? { next: page.next } : {}) }
}
