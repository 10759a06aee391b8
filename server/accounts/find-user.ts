import type { Store } from '../store/contract.ts'
import { type UserDoc, users } from './collections.ts'

/** The person with this id, or null. */
export const userOf = (store: Store, userId: string): Promise<UserDoc | null> => store.collection(users).get(userId)

/** Those of these people who are there. */
export const usersOf = (store: Store, userIds: string[]): Promise<UserDoc[]> => store.collection(users).getMany(userIds)

/** Whoever signs in with this address, which is written in small letters. */
export async function userWithEmail(store: Store, email: string): Promise<UserDoc | undefined> {
  const { items } = await store.collection(users).find({ email }, { limit: 1 })
  return items[0]
}

/** Whether anybody can sign in here. */
export const hasUsers = async (store: Store): Promise<boolean> => (await store.collection(users).count({})) > 0
