import { purpose, retention } from '#schemas/api/privacy.ts'
import { instant, listOf, maybe, object } from '#schemas/api/shape.ts'
import type { ContactEntry, FoldedContact } from '#schemas/contact-entry.ts'
import type { ContactField, Stage } from '#schemas/contact-field.ts'
import type { SeenEvents } from '#schemas/event.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Purpose, Retention } from '#schemas/privacy.ts'
import type { ProofKind } from '#schemas/proof.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { count, key } from '../store/fields.ts'

/** A person, on whatever channels they write: the fold of their log. */
export interface ContactDoc extends Stored, FoldedContact {
  workspaceId: string
  firstSeenAt: Instant
  /** In which hour they wrote or opened a chat last: when that began. */
  lastSeenAt: Instant
  /** On which kinds of channel they have begun a chat. */
  channels?: ChannelKind[]
  /** How the shop's own systems call them. */
  externalIds?: string[]
  /** They asked not to be looked at: in no segment, no broadcast and no export. */
  restricted?: true
  /** Counts its changes; absent before the first. */
  revision?: number
  /** What is kept of what happened to them, by type; and the events that are counted in it and not gone through to their end. */
  seen?: (SeenEvents & { type: string })[]
  counting?: string[]
  /** Something of them changed since it was looked at in which segments they are. */
  unsorted?: true
  /** Whose page theirs is part of since they were found to be one person; absent on a page of its own. */
  head?: string
  /** On a page that others are part of: those. What such a page knows is the fold of the logs of all. */
  members?: string[]
  /** To whom they came themselves, by which merge: what an unmerge takes back. */
  mergedInto?: { contactId: string; merge: number }
  /** On a page with members: when and where the contact itself was seen, without them. */
  alone?: Pick<ContactDoc, 'firstSeenAt' | 'lastSeenAt' | 'channels'>
  /** The newest merge or unmerge that moved it. */
  merges?: number
  /**
   * What lists find a page by (`found-by.ts`): what they are, how their name and numbers are written, and where they stand by name. Absent
   * where the page is another's.
   */
  keys?: string[]
  finds?: string[]
  sortName?: string
}

export const contacts = define<ContactDoc>('contacts', [
  { name: 'recent', fields: { workspaceId: 1, lastSeenAt: -1 } },
  { name: 'head', fields: { workspaceId: 1, head: 1 }, whenPresent: 'head' },
  { name: 'external', fields: { workspaceId: 1, externalIds: 1 }, whenPresent: 'externalIds' },
  { name: 'stopped', fields: { workspaceId: 1, lastSeenAt: -1 }, where: { optedOut: true } },
  { name: 'phone', fields: { workspaceId: 1, phone: 1 }, whenPresent: 'phone' },
  { name: 'email', fields: { workspaceId: 1, email: 1 }, whenPresent: 'email' },
  { name: 'finds', fields: { workspaceId: 1, finds: 1, sortName: 1 }, whenPresent: 'finds' },
  { name: 'keys-recent', fields: { workspaceId: 1, keys: 1, lastSeenAt: -1 }, whenPresent: 'keys' },
  { name: 'keys-name', fields: { workspaceId: 1, keys: 1, sortName: 1 }, whenPresent: 'keys' },
  { name: 'unsorted', fields: { workspaceId: 1, unsorted: 1 }, whenPresent: 'unsorted' },
])

/** The logs of all contacts. Entries are added, and go when what they are from is forgotten; none ever changes what it says. */
export interface ContactEntryDoc extends Stored, ContactEntry {
  workspaceId: string
  contactId: string
  /** Until its contact has it: since when that is to be so. Of a change that no turn made. */
  open?: Instant
  /** The person begins with it. */
  makes?: true
}

export const contactEntries = define<ContactEntryDoc>('contactEntries', [
  { name: 'contact', fields: { workspaceId: 1, contactId: 1, at: 1 } },
  { name: 'open', fields: { open: 1 }, whenPresent: 'open' },
])

/** A workspace's own facts about people. `_id` is `<workspaceId>.<name>`. */
export interface ContactFieldDoc extends Stored, ContactField {
  workspaceId: string
  createdAt: Instant
}

export const contactFields = define<ContactFieldDoc>('contactFields', [
  { name: 'workspace', fields: { workspaceId: 1, createdAt: 1 } },
])

/** The stages of a workspace, in their order. `_id` is the workspace's. */
export interface StagesDoc extends Stored {
  workspaceId: string
  stages: Stage[]
}

export const contactStages = define<StagesDoc>('contactStages')

/** What a colleague wrote about a person beside their chats. `_id` is `<contactId>/<id>`. */
export interface ContactNoteDoc extends Stored {
  workspaceId: string
  contactId: string
  kind: 'note' | 'call'
  text: string
  at: Instant
  by: string
}

export const contactNotes = define<ContactNoteDoc>('contactNotes', [
  { name: 'contact', fields: { workspaceId: 1, contactId: 1, at: -1 } },
])

/**
 * One of the ids a person has on a channel, and the conversation it leads to: the only place where the one is found by the other. It goes
 * with the conversation. `_id` is made by `identityId`.
 */
export interface IdentityDoc extends Stored {
  workspaceId: string
  conversationId: string
  /**
   * It has come together with another id (the phone number with the user id): `met` where the conversation began as its own, `led` where
   * the other one led it there. Whoever comes with it under yet another id is somebody else.
   */
  link?: 'met' | 'led'
  /** Whose the conversation is when it begins; somebody new's, unless it is given. */
  contactId?: string
}

export const identities = define<IdentityDoc>('identities', [
  { name: 'conversation', fields: { conversationId: 1 } },
  { name: 'contact', fields: { workspaceId: 1, contactId: 1 }, whenPresent: 'contactId' },
])

/**
 * Who was found to be one person, and who was taken apart again: the log of a workspace, numbered without gaps as turns are, so that of two
 * processes that move the same people one comes after the other. `_id` is made of the workspace and the number.
 */
export interface ContactMergeDoc extends Stored {
  workspaceId: string
  number: number
  kind: 'merge' | 'unmerge'
  /** Who moves, with all who had come to them. */
  contactId: string
  moved: string[]
  /** The page they come to, or leave. */
  into: string
  at: Instant
  /** The user, or the proof that they are one. */
  by: { user: string } | { proof: ProofKind }
  /** What somebody chose for the page where the two differ. */
  chosen?: Pick<ContactEntry, 'contact' | 'fields'>
  /** It is not carried out to its end. */
  pending?: true
}

export const contactMerges = define<ContactMergeDoc>('contactMerges', [
  { name: 'pending', fields: { pending: 1 }, whenPresent: 'pending' },
  { name: 'page', fields: { workspaceId: 1, into: 1, number: -1 } },
])

/** An address, or an account on the shop's own site, that was shown to be somebody's. It goes with the conversation that showed it. */
export interface ContactProofDoc extends Stored {
  workspaceId: string
  contactId: string
  conversationId: string
  /** `phone:+85291234567`, `email:…`, `user:<channel>:<id>`. */
  key: string
  how: ProofKind
  at: Instant
}

export const contactProofs = define<ContactProofDoc>('contactProofs', [
  { name: 'key', fields: { workspaceId: 1, key: 1 } },
  { name: 'conversation', fields: { conversationId: 1 } },
])

/** Two contacts who may be one person. `_id` is made of both, so that each pair is asked about once. */
export interface ContactSuggestionDoc extends Stored {
  workspaceId: string
  /** The older one first. */
  contactIds: string[]
  why: { about: 'phone' | 'email'; value: string }[]
  /** no: somebody said that they are two. */
  state: 'open' | 'no'
  at: Instant
  by?: string
}

export const contactSuggestions = define<ContactSuggestionDoc>('contactSuggestions', [
  { name: 'state', fields: { workspaceId: 1, state: 1, at: -1 } },
  { name: 'contact', fields: { workspaceId: 1, contactIds: 1 } },
])
/** What a message of somebody erased came under, as a mark: a redelivery raises nobody. */
export interface ErasedKeyDoc extends Stored {
  workspaceId: string
  expiresAt: Instant
}

export const erasedKeys = define<ErasedKeyDoc>('erasedKeys', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])

/** What a workspace asks people for and how long it keeps what. `_id` is the workspace's; absent until somebody changes it. */
export interface PrivacyDoc extends Stored {
  workspaceId: string
  revision: number
  purposes: Purpose[]
  retention: Retention
  changedAt: Instant
  changedBy: string
}

export const privacySettings = define<PrivacyDoc>(
  'privacySettings',
  [],
  object<PrivacyDoc>({
    _id: key,
    workspaceId: key,
    revision: count,
    purposes: listOf(purpose, 20),
    retention,
    changedAt: instant,
    changedBy: key,
  }),
)

/** An address that nothing is ever sent to, known by its mark only: `_id` is `<workspaceId>.<mark>`. */
export interface StopDoc extends Stored {
  workspaceId: string
  at: Instant
  /** The contact was erased; otherwise somebody entered it. */
  erased?: true
  by?: string
}

export const stopList = define<StopDoc>(
  'stopList',
  [{ name: 'workspace', fields: { workspaceId: 1, at: -1 } }],
  object<StopDoc>({ _id: key, workspaceId: key, at: instant, erased: maybe({ const: true }), by: maybe(key) }),
)
