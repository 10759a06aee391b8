import type { ConsentChange, StandingConsent } from './consent.ts'
import type { ContactFacts } from './conversation.ts'
import type { Instant } from './instant.ts'
import type { TurnEvent } from './turn.ts'

/**
 * One change of what is known about a person, as their log keeps it. A contact is the fold of its entries (`runtime/contact-fold.ts`):
 * per fact the latest counts, whatever order they come in.
 */
export interface ContactEntry {
  /** `<turn id>.<number of the effect>`: a turn that is projected twice writes it once. It also decides between two of one moment. */
  _id: string
  at: Instant
  /** What told it: an event of a turn; `before`, when all that is known is that it was so before there was a log; `merge`: chosen as two became one. */
  source: EntrySource
  /** Who: a user's id, a token's, an import's. */
  by?: string
  contact?: Partial<Omit<ContactFacts, 'id' | 'fields' | 'tags' | 'consents'>>
  fields?: ContactFacts['fields']
  tags?: { add: string[]; remove: string[] }
  consent?: ConsentChange
}

/** A turn's event, or how else it came; `vendor`: the channel's own switch or refusal. */
export type EntrySource = TurnEvent['kind'] | 'before' | 'edit' | 'api' | 'import' | 'merge' | 'link' | 'vendor'

/** What is known about a person, and which entry each fact is from. */
export interface FoldedContact extends Omit<ContactFacts, 'id' | 'consents'> {
  /** What stands of what they said about purposes, of each key the newest. */
  consents?: readonly StandingConsent[]
  /** Absent in contacts from before there was a log: each entry is newer than all they hold. */
  stamps?: ContactStamps
}

/** `<at> <entry id>`, by what it is the stamp of. Tags come and go one by one: those that went have one, too. */
export interface ContactStamps {
  contact: Record<string, string>
  fields: Record<string, string>
  tags: { tag: string; stamp: string; gone?: true }[]
}
