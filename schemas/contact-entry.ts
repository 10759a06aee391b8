import type { ConsentChange, StandingConsent } from './consent.ts'
import type { ContactFacts, FieldValue, PersonFact } from './conversation.ts'
import type { Instant } from './instant.ts'
import type { TurnEvent } from './turn.ts'

/**
 * One change of what is known about a person, as their log keeps it. A contact is the fold of its entries (`runtime/contact-fold.ts`):
 * per fact the latest counts, whatever order they come in.
 */
export interface ContactEntry {
  /**
   * `<turn id>.<number of the effect>`, of what no turn says `<contact id>/<id of the change>`: what is projected, or asked for, twice is
   * written once. It also decides between two of one moment.
   */
  _id: string
  at: Instant
  source: EntrySource
  /** Who did it: a user, a token, an import by its id; of a turn's node `<flow>.<node>`. Absent where nobody is known. */
  by?: string
  /** What is null is not known any more. */
  contact?: { [Fact in PersonFact]?: ContactFacts[Fact] | null }
  fields?: Record<string, FieldValue | null>
  tags?: { add: string[]; remove: string[] }
  /** By which way they came then. */
  came?: Omit<ContactSource, 'at'>
  consent?: ConsentChange
}

/**
 * What told it: an event of a turn; a user (`edit`), a program with a token (`api`), a file (`import`), two people becoming one (`merge`);
 * `before`, when all that is known is that it was so before there was a log; a link in a message; `vendor`: the channel's own switch or refusal.
 */
export type EntrySource = TurnEvent['kind'] | 'before' | ChangeSource | 'link' | 'vendor'
export type ChangeSource = 'edit' | 'api' | 'import' | 'merge'
const sources: Readonly<Record<EntrySource, true>> = {
  message: true,
  timer: true,
  due: true,
  agent: true,
  echo: true,
  opened: true,
  withdrawal: true,
  send: true,
  signal: true,
  assign: true,
  'delivery-failed': true,
  quiet: true,
  begin: true,
  before: true,
  edit: true,
  api: true,
  import: true,
  merge: true,
  link: true,
  vendor: true,
}
export const entrySources = Object.keys(sources) as EntrySource[]

/** The way by which somebody came. `label`: an ad's headline, a code's or a link's words, an import's name, a kind of channel. */
export interface ContactSource {
  kind: SourceKind
  label?: string
  at: Instant
}
export const sourceKinds = ['ad', 'qr', 'link', 'import', 'api', 'channel'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What is known about a person, and which entry each fact is from. */
export interface FoldedContact extends Omit<ContactFacts, 'id' | 'consents'> {
  /** What stands of what they said about purposes, of each key the newest. */
  consents?: readonly StandingConsent[]
  /** The first stays for ever. */
  firstSource?: ContactSource
  newestSource?: ContactSource
  /** Absent in contacts from before there was a log: each entry is newer than all they hold. */
  stamps?: ContactStamps
}

/** `<at> <entry id>`, by what it is the stamp of. Tags come and go one by one: those that went have one, too. */
export interface ContactStamps {
  contact: Record<string, string>
  fields: Record<string, string>
  tags: { tag: string; stamp: string; gone?: true }[]
}
