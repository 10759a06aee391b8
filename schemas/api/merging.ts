import { proofKinds } from '../proof.ts'
import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  orNull,
  pageFields,
  type Shape,
  text,
  yesNo,
} from './shape.ts'
import { channelKind } from './turns.ts'

const channel = object({ id, kind: channelKind, name: anyText })

const partyFields = {
  id,
  name: maybe(anyText),
  /** Where they write. */
  channels: listOf(channel),
  chats: count,
  firstSeenAt: instant,
}
/** One of two people who may be one. */
export type Party = FromFields<typeof partyFields>
const party = named<Party>('ContactParty', object(partyFields))

const why = listOf(object({ about: oneOf(['phone', 'email']), value: anyText }))
/** Of the two, whose value it is. */
const side = oneOf(['keep', 'with'])
const value: Shape<string | number | boolean | string[]> = {
  anyOf: [{ type: ['string', 'number', 'boolean'] }, listOf(anyText, 1000)],
}

const factFields = {
  /** `name`, `phone`, `fields.size`, …: what `choose` calls it. */
  fact: anyText,
  keep: orNull(value),
  with: orNull(value),
  same: yesNo,
  /** Which of the two the page will show, unless it is chosen otherwise: the one that was told last. */
  takes: side,
}
export type MergeFact = FromFields<typeof factFields>

const previewFields = {
  keep: party,
  with: party,
  facts: listOf(named<MergeFact>('MergeFact', object(factFields))),
  tags: object({ keep: listOf(anyText), with: listOf(anyText) }),
  /** Who of the two said STOP: then nothing unasked goes to either, on any channel. */
  stopped: listOf(side),
  /** What will be on one page. */
  chats: object({ keep: count, with: count }),
  /** Chats in which a flow waits for them: it goes on. */
  running: count,
  /** Both are written to just now: an agent sees both chats. */
  bothOpen: yesNo,
  why,
}
/** GET /workspaces/{w}/contacts/{k}/merge?with= */
export type MergePreview = FromFields<typeof previewFields>
export const mergePreview = named<MergePreview>('MergePreview', object(previewFields))
export const mergeQuery = object({ with: id })

/** POST …/contacts/{k}/merge: `with` comes to the page of `{k}`. `choose`: whose value the page shows, for facts of the preview. */
export const toMerge = object({
  with: id,
  choose: maybe({
    type: 'object',
    maxProperties: 500,
    propertyNames: { type: 'string', maxLength: 100 },
    additionalProperties: side,
  } as Shape<Record<string, 'keep' | 'with'>>),
})
export type ToMerge = FromShape<typeof toMerge>
/** The page they are on now. */
export const mergedTo = object({ contactId: id })

/** POST …/contacts/{k}/unmerge: the contact, or the chat, that gets a page of its own again, with all that had come with it. */
export const toUnmerge = object({ identity: text(300) })

const joinedFields = {
  /** The merge's number; the newest first. */
  number: count,
  kind: oneOf(['merge', 'unmerge']),
  contactId: id,
  name: maybe(anyText),
  at: instant,
  /** Who did it, or by what it was shown. */
  by: maybe(object({ id, name: anyText })),
  proof: maybe(oneOf(proofKinds)),
  /** It can be taken back: they are on the page by it. */
  holds: yesNo,
}
/** GET …/contacts/{k}/merges → Listing<MergeMade> */
export type MergeMade = FromFields<typeof joinedFields>
export const mergesMade = listing(named<MergeMade>('MergeMade', object(joinedFields)))

const suggestionFields = { id, contacts: listOf(party), why, state: oneOf(['open', 'no']), at: instant }
/** GET /workspaces/{w}/contacts/suggestions?contact= → Listing<ContactSuggestion>. PATCH …/{s} `{ state }`: no, they are two; or ask again. */
export type ContactSuggestion = FromFields<typeof suggestionFields>
export const contactSuggestion = named<ContactSuggestion>('ContactSuggestion', object(suggestionFields))
export const contactSuggestions = listing(contactSuggestion)
export const suggestionsQuery = object({ contact: maybe(id), ...pageFields })
export const suggestionChange = object({ state: oneOf(['open', 'no']) })
