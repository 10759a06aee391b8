import type { Store } from '../store/contract.ts'
import { type NamesAtHand, namesAtHand } from '../store/names-at-hand.ts'
import { users } from './collections.ts'

/** People's names by id, for lists that say who did something. Someone unknown has an empty name. */
export async function userNames(store: Store, ids: string[]): Promise<(id: string) => { id: string; name: string }> {
  const people = await store.collection(users).getMany([...new Set(ids)])
  const names = new Map(people.map((user) => [user._id, user.name]))
  return (id) => ({ id, name: names.get(id) ?? '' })
}

/** The same for lists that are shown again and again: all of them kept at hand. */
export const userNamesAtHand = (store: Store): Promise<NamesAtHand> => namesAtHand(store.collection(users))
