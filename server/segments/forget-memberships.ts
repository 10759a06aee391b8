import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { memberships } from './collections.ts'

/** Somebody is in no segment any more: nobody knows them. */
export const forgetMemberships = (store: Store, workspaceId: string, contactId: string): Promise<number> =>
  store.collection(memberships).delete({ workspaceId, contactId })

/** In which segments somebody is or was, as far as it is kept. */
export async function membershipsOf(store: Store, workspaceId: string, contactId: string): Promise<object[]> {
  const all = await findAll(store.collection(memberships), { workspaceId, contactId }, { _id: 1 })
  return all.map(({ segmentId, in: isIn, since }) => ({ segment: segmentId, in: isIn, since }))
}
