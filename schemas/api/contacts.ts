import { type ContactSource, entrySources, sourceKinds } from '../contact-entry.ts'
import type { FieldValue } from '../conversation.ts'
import { contactFields } from './conversations.ts'
import {
  anyText,
  anyValue,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  language,
  listing,
  listingOf,
  listOf,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  orNull,
  pageFields,
  type Shape,
  text,
  whole,
  yes,
  yesNo,
} from './shape.ts'
import { channelKind, longText } from './turns.ts'

const source = named<ContactSource>(
  'ContactSource',
  object<ContactSource>({ kind: oneOf(sourceKinds), label: maybe(anyText), at: instant }),
)

const factFields = {
  name: maybe(anyText),
  /** E.164, with `+`. */
  phone: maybe(anyText),
  email: maybe(anyText),
  language: maybe(language),
  timeZone: maybe(anyText),
  /** `YYYY-MM-DD`, or `--MM-DD` of a year that nobody said. */
  birthday: maybe(anyText),
  /** The id of a stage. */
  stage: maybe(anyText),
  fields: contactFields,
  tags: listOf(anyText),
  /** They said STOP. */
  optedOut: maybe(yesNo),
}

const rowFields = {
  id,
  ...factFields,
  /** On which kinds of channel they have written. */
  channels: listOf(channelKind),
  firstSeenAt: instant,
  /** To the hour. */
  lastSeenAt: instant,
}
/** A person in the list. */
export type ContactRow = FromFields<typeof rowFields>
const contactRow = named<ContactRow>('ContactRow', object(rowFields))

const pageOfContacts = {
  ...listingOf(contactRow),
  /** How many fit in all; counted up to 10,000. */
  count,
  /** There are more than were counted. */
  more: maybe(yes),
}
/**
 * GET /workspaces/{w}/contacts ContactsQuery → ContactsPage. With `q` (name, phone, e-mail, ids) by name. `field.<name>=<value>` asks for
 * a field; several ask for all of them. POST NewContact → ContactDetail.
 */
export type ContactsPage = FromFields<typeof pageOfContacts>
export const contactsPage = named<ContactsPage>('ContactsPage', object(pageOfContacts))

const queryFields = {
  ...pageFields,
  q: maybe(text(200)),
  tag: maybe(text(100)),
  stage: maybe(text(40)),
  channel: maybe(channelKind),
  language: maybe(language),
  sort: maybe(oneOf(['seen', 'name'])),
}
export type ContactsQuery = FromFields<typeof queryFields> & { [field: `field.${string}`]: string }
export const contactsQuery: Shape<ContactsQuery> = {
  ...object(queryFields),
  patternProperties: { '^field\\.[A-Za-z][A-Za-z0-9_]{0,49}$': text(200) },
}

const identityFields = {
  /** What unlinking names it by. */
  id: anyText,
  channel: object({ id, kind: channelKind, name: anyText }),
  /** Whom that channel writes to: a number, an address; nothing that a web chat knows. */
  address: maybe(anyText),
  conversationId: id,
  /** How it is known that this is them; `first` where they began. */
  linked: anyText,
  at: maybe(instant),
}
export type IdentityView = FromFields<typeof identityFields>

const detailFields = {
  ...rowFields,
  /** The first stays for ever. `channel`: they just wrote, on this kind of channel. */
  firstSource: maybe(source),
  newestSource: maybe(source),
  identities: listOf(named<IdentityView>('Identity', object(identityFields))),
  /** Their chats, the newest first. */
  conversations: listOf(
    object({
      id,
      channel: object({ id, kind: channelKind, name: anyText }),
      status: oneOf(['open', 'closed']),
      updatedAt: instant,
    }),
  ),
  /** Counts what changed. */
  revision: whole(0, Number.MAX_SAFE_INTEGER),
}
/** GET …/contacts/{contactId} */
export type ContactDetail = FromFields<typeof detailFields>
export const contactDetail = named<ContactDetail>('ContactDetail', object(detailFields))

const tag = text(60)
const givenFields: Shape<Record<string, FieldValue | null>> = {
  ...mapOf<FieldValue | null>({
    anyOf: [{ type: ['string', 'number', 'boolean', 'null'] }, listOf(text(100), 200)],
  }),
  maxProperties: 200,
}
const changeFields = {
  name: maybe(orNull(text(120))),
  /** With its country code, or as it is dialled in the workspace's country. */
  phone: maybe(orNull(text(40))),
  email: maybe(orNull(text(254))),
  language: maybe(orNull(language)),
  timeZone: maybe(orNull(text(64))),
  birthday: maybe(orNull(text(10))),
  stage: maybe(orNull(text(40))),
  fields: maybe(givenFields),
  tags: maybe(object({ add: maybe(listOf(tag, 100)), remove: maybe(listOf(tag, 100)) })),
  /** The same change, told twice under the same id, is made once. */
  changeId: maybe(id),
}
/** PATCH …/contacts/{contactId} → ContactDetail. What is left out stays as it is, what is null is not known any more; each field keeps its latest change. */
export const contactChange = named<ContactChange>('ContactChange', object(changeFields))
export type ContactChange = FromFields<typeof changeFields>

const { changeId: _, ...newFields } = changeFields
export const newContact = object({ ...newFields, tags: maybe(listOf(tag, 100)) })
export type NewContact = FromShape<typeof newContact>

const entryFields = {
  id: anyText,
  at: instant,
  source: oneOf(entrySources),
  /** Who: a user, a token, an import, or a node of a flow (then `id` is `<flow>.<node>` and `name` says both). */
  by: maybe(object({ id: anyText, name: maybe(anyText) })),
  contact: maybe(mapOf<string | boolean | null>({ type: ['string', 'boolean', 'null'] })),
  fields: maybe(givenFields),
  tags: maybe(object({ add: listOf(anyText), remove: listOf(anyText) })),
  came: maybe(object({ kind: oneOf(sourceKinds), label: maybe(anyText) })),
}
/** GET …/contacts/{contactId}/history → Listing<HistoryEntry>, the newest first. */
export type HistoryEntry = FromFields<typeof entryFields>
export const contactHistory = listing(named<HistoryEntry>('ContactHistoryEntry', object(entryFields)))

const timelineFields = {
  id: anyText,
  at: instant,
  /** chat · note · call · rated · sent · linked · consent · event · broadcast, and what others add. */
  kind: anyText,
  channel: maybe(object({ id, kind: channelKind, name: anyText })),
  conversationId: maybe(id),
  turn: maybe(count),
  /** Who of us, where that is known. */
  by: maybe(object({ id: anyText, name: anyText })),
  text: maybe(anyText),
  /** What its kind says beside. */
  values: maybe(mapOf(anyValue)),
}
/** GET …/contacts/{contactId}/timeline → Listing<TimelineEntry>, the newest first, of all channels. POST NewNote → TimelineEntry. */
export type TimelineEntry = FromFields<typeof timelineFields>
export const timelineEntry = named<TimelineEntry>('TimelineEntry', object(timelineFields))
export const timeline = listing(timelineEntry)

export const newNote = object({
  /** A note, or what was said on the phone. */
  kind: oneOf(['note', 'call']),
  text: longText,
  /** When the call was; now, unless it is told. */
  at: maybe(instant),
  /** The same note, told twice under the same id, is written once. */
  noteId: maybe(id),
})
export type NewNote = FromShape<typeof newNote>

/**
 * POST /workspaces/{w}/contacts/many ManyChange → JobView: the same change of many people, a job. Whoever is not there, or not to be seen,
 * is left out; `changed` counts the others.
 */
export const manyChange = object({
  contacts: { ...listOf(id, 10_000), minItems: 1 } as Shape<string[]>,
  tags: maybe(object({ add: maybe(listOf(tag, 20)), remove: maybe(listOf(tag, 20)) })),
  stage: maybe(orNull(text(40))),
})
export type ManyChange = FromShape<typeof manyChange>
