import type { ContactEntry, ContactSource, ContactStamps, FoldedContact } from '#schemas/contact-entry.ts'
import type { FieldValue, PersonFact } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import { foldConsents, stopStandsSince } from './consent.ts'

/** So many tags that went are remembered; an entry that came late could bring back an older one. */
const mostGone = 200

/**
 * A contact with these entries of its log in it: of each fact the latest value, each tag as it was added or removed last. The order of the
 * entries does not matter, nor whether some are in it already; the same object comes back when they change nothing.
 */
export function foldContact<T extends FoldedContact>(contact: T, entries: readonly ContactEntry[]): T {
  const { stamps = { contact: {}, fields: {}, tags: [] } } = contact
  const facts = latest(factsOf(contact), stamps.contact, entries, (entry) => entry.contact)
  const fields = latest(contact.fields, stamps.fields, entries, (entry) => entry.fields)
  const tags = foldTags(contact.tags, stamps.tags, entries)
  const consents = foldConsents(contact.consents ?? nothing, entries)
  const agrees = consents === (contact.consents ?? nothing)
  const sources = foldSources(contact, entries)
  if (!facts && !fields && !tags && !sources && agrees) return contact
  return {
    ...contact,
    ...sources,
    ...facts?.values,
    // START on one channel takes back what was said there.
    ...(stopStandsSince(consents) === undefined ? {} : { optedOut: true }),
    fields: fields ? known(fields.values) : contact.fields,
    tags: tags?.values ?? contact.tags,
    ...(consents.length > 0 ? { consents } : {}),
    stamps: {
      contact: facts?.stamps ?? stamps.contact,
      fields: fields?.stamps ?? stamps.fields,
      tags: tags?.stamps ?? stamps.tags,
    },
  }
}

/** When somebody said STOP, on any channel; undefined when they did not, or took it back. An empty text when nobody knows. */
export function stoppedAt({
  optedOut,
  stamps,
  consents,
}: Pick<FoldedContact, 'optedOut' | 'stamps' | 'consents'>): Instant | undefined {
  const stands = stopStandsSince(consents)
  if (stands !== undefined) return stands
  return optedOut ? (stamps?.contact.optedOut?.split(' ', 1)[0] ?? '') : undefined
}

const nothing: FoldedContact['consents'] & object = []

const factsOf = ({ name, phone, email, language, timeZone, birthday, stage, optedOut }: FoldedContact): Facts =>
  ({ name, phone, email, language, timeZone, birthday, stage, optedOut }) satisfies Record<PersonFact, unknown>

type Facts = Record<string, FieldValue | undefined>

/** Undefined when nothing is newer than what is there. */
function latest<V extends Facts>(
  values: V,
  stamps: Readonly<Record<string, string>>,
  entries: readonly ContactEntry[],
  told: (entry: ContactEntry) => Record<string, FieldValue | null | undefined> | undefined,
): { values: V; stamps: Record<string, string> } | undefined {
  let newer: { values: Facts; stamps: Record<string, string> } | undefined
  for (const entry of entries)
    for (const [name, value] of Object.entries(told(entry) ?? {})) {
      const known = newer?.stamps ?? stamps
      const stamp = stampOf(entry)
      if (value === undefined || (Object.hasOwn(known, name) && stamp <= (known[name] as string))) continue
      newer ??= { values: { ...values }, stamps: { ...stamps } }
      newer.values = { ...newer.values, [name]: value ?? undefined }
      newer.stamps[name] = stamp
    }
  return newer as { values: V; stamps: Record<string, string> } | undefined
}

/** The first way by which they came and the newest; undefined when that is what is known. */
function foldSources(contact: FoldedContact, entries: readonly ContactEntry[]): Partial<FoldedContact> | undefined {
  let { firstSource, newestSource } = contact
  for (const { at, came } of entries) {
    if (!came) continue
    const source: ContactSource = { ...came, at }
    if (!firstSource || isBefore(source, firstSource)) firstSource = source
    if (!newestSource || isBefore(newestSource, source)) newestSource = source
  }
  return firstSource === contact.firstSource && newestSource === contact.newestSource ? undefined : { firstSource, newestSource }
}

/** By the clock; of one moment by what they say, so that the order in which they come does not matter. */
const isBefore = (one: ContactSource, other: ContactSource): boolean =>
  (compare(one.at, other.at) || compare(`${one.kind} ${one.label ?? ''}`, `${other.kind} ${other.label ?? ''}`)) < 0

function foldTags(
  values: readonly string[],
  stamps: ContactStamps['tags'],
  entries: readonly ContactEntry[],
): { values: string[]; stamps: ContactStamps['tags'] } | undefined {
  const newest = new Map(stamps.map((of) => [of.tag, of]))
  for (const tag of values) if (!newest.has(tag)) newest.set(tag, { tag, stamp: '' })
  let changed = false
  for (const entry of entries) {
    const { add = [], remove = [] } = entry.tags ?? {}
    const stamp = stampOf(entry)
    for (const tag of new Set([...add, ...remove])) {
      const known = newest.get(tag)
      if (known && stamp <= known.stamp) continue
      newest.set(tag, { tag, stamp, ...(remove.includes(tag) && { gone: true }) })
      changed = true
    }
  }
  if (!changed) return undefined
  const inOrder = [...newest.values()].sort((a, b) => compare(a.stamp, b.stamp) || compare(a.tag, b.tag))
  const here = inOrder.filter(({ gone }) => !gone)
  const gone = inOrder.filter((of) => of.gone).slice(-mostGone)
  return { values: here.map(({ tag }) => tag), stamps: [...here, ...gone] }
}

const known = (fields: Facts): FoldedContact['fields'] =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, FieldValue] => field[1] !== undefined))

const stampOf = ({ at, _id }: ContactEntry): string => `${at} ${_id}`

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
