import type { Store } from '../store/contract.ts'

/** A person, by what subjects know them by: the contacts that are them, and their conversations. */
export interface Person {
  workspaceId: string
  contactIds: readonly string[]
  conversationIds: readonly string[]
}

/** A subject that keeps something of people, beside turns and what is derived from them. */
export interface Keeper {
  /** As it is called in an export. */
  name: string
  /** All of it, as whoever it is of may read it. */
  read(store: Store, person: Person): Promise<object[]>
  /** Takes it away, or takes the person out of it. May be repeated. */
  erase(store: Store, person: Person): Promise<void>
}
