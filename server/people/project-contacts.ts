import { LRUCache } from 'lru-cache'
import { foldContact } from '#runtime/contact-fold.ts'
import { type ConsentChange, everything, servicePurpose } from '#schemas/consent.ts'
import { groupBy } from '#schemas/group-by.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Effect, Turn } from '#schemas/turn.ts'
import type { Projection } from '../engine/parts.ts'
import type { Collection } from '../store/contract.ts'
import { cameBy } from './came-by.ts'
import { type ContactDoc, type ContactEntryDoc, contactEntries, contacts } from './collections.ts'
import { changeOf, contactOf, hourOf, onChannels } from './contact-facts.ts'
import { linkIn } from './link-people.ts'

/** Documents written together. Messages get their turn in between, and share their commits. */
const atOnce = 32
const mostRemembered = 20_000

/** What a batch of turns says of one contact. */
interface News {
  id: string
  workspaceId: string
  entries: ContactEntryDoc[]
  /** On which they began a chat. */
  channels: ChannelKind[]
  firstAt: Instant
  /** Their first turn is among them. */
  begins: boolean
  seenAt: Instant | undefined
}

/** Contacts and their logs: made with a person's first turn, moved on when a turn says something about them, or to when they wrote. */
export function projectContacts(): Projection {
  /** In which hour contacts were seen lately: nothing is written when that is the same. */
  const lately = new LRUCache<string, Instant>({ max: mostRemembered })
  return async ({ store }, { remembered }) => {
    const docs = store.collection(contacts)
    const all = [...groupBy(remembered, ([turn]) => (turn as Turn).state.contact.id)].map(newsOf)
    await inParts(
      all.flatMap(({ entries }) => entries),
      (some) => store.collection(contactEntries).insertMany(some),
    )
    await inParts(all.filter(isNews), async (some) => {
      const fresh = some.filter(({ begins }) => begins)
      const { violations } = await docs.insertMany(fresh.map(contactMade))
      const there = violations.map(({ position }) => fresh[position] as News)
      await Promise.all(
        [...some.filter(({ begins }) => !begins), ...there].map((news) =>
          moveOn(docs, isSeenAnew(news) ? news : { ...news, seenAt: undefined }),
        ),
      )
      for (const { id, seenAt } of some) if (seenAt) lately.set(id, seenAt)
    })
    await linkIn(store, remembered.flat())
  }

  function isNews({ id, begins, entries, seenAt }: News): boolean {
    if (begins || entries.length > 0) return true
    return isSeenAnew({ id, seenAt })
  }

  function isSeenAnew({ id, seenAt }: Pick<News, 'id' | 'seenAt'>): boolean {
    return seenAt !== undefined && (lately.get(id) ?? '') < seenAt
  }
}

function newsOf([id, lines]: [string, (readonly Turn[])[]]): News {
  const turns = lines.flat()
  const [first] = turns as [Turn]
  return {
    id,
    workspaceId: first.workspaceId,
    entries: turns.flatMap(entriesOf),
    channels: channelsBegun(turns),
    firstAt: first.at,
    begins: lines.some(([turn]) => turn?.number === 1),
    seenAt: lastSeenIn(turns),
  }
}

/** The hour in which they were last there, of these turns; undefined when they are of others alone. */
export const lastSeenIn = (turns: readonly Turn[]): Instant | undefined =>
  turns
    .filter(({ number, event: { kind } }) => number === 1 || kind === 'message' || kind === 'opened')
    .map(({ at }) => hourOf(at))
    .sort()
    .at(-1)

/** On which kinds of channel a chat began with these turns. */
export const channelsBegun = (turns: readonly Turn[]): ChannelKind[] => [
  ...new Set(turns.flatMap(({ number, state }) => (number === 1 ? [state.channel.kind] : []))),
]

/** What a turn says about its person, one entry for each effect that does; and by which way they came, where that is told. */
export const entriesOf = (turn: Turn): ContactEntryDoc[] => {
  const { _id, at, workspaceId, event, effects, state } = turn
  const base = { workspaceId, contactId: state.contact.id, at }
  const told = effects.flatMap((effect, n): ContactEntryDoc[] => {
    const said = toldBy(turn, effect)
    if (!said) return []
    return [{ _id: `${_id}.${n}`, ...base, source: said.consent?.conversationId ? 'vendor' : event.kind, ...said }]
  })
  const refused = refusalIn(turn)
  if (refused) told.push({ _id: `${_id}.vendor`, ...base, source: 'vendor', consent: refused })
  const came = cameBy(event)
  if (!came) return told
  const [first, ...others] = told
  return first ? [{ ...first, came }, ...others] : [{ _id: `${_id}.came`, ...base, source: event.kind, came }]
}

/** The vendor delivers nothing more, since they said so there: of marketing on WhatsApp (131050), at all where they blocked us. */
function refusalIn({ event, state: { channel, conversationId } }: Turn): ConsentChange | undefined {
  const code = event.kind === 'delivery-failed' ? event.reason?.code : undefined
  if (code !== 'stopped-marketing' && code !== 'blocked') return undefined
  const base = { purpose: everything, channelKind: channel.kind, conversationId, state: 'refused' } as const
  return code === 'blocked' ? base : { ...base, but: servicePurpose }
}

type Told = Pick<ContactEntryDoc, 'contact' | 'fields' | 'tags' | 'consent' | 'by'>

function toldBy(turn: Turn, effect: Effect): Told | undefined {
  const by = 'by' in effect && effect.by !== undefined ? { by: effect.by } : {}
  if (effect.kind === 'tag') return { ...by, tags: { add: effect.add, remove: effect.remove } }
  if (effect.kind === 'consent') {
    const { kind: _, ...said } = effect
    const asked = turn.steps.find(({ nodeType, output }) => nodeType === 'consent' && output === said.state)
    const version = asked && `${asked.flowId}@${asked.version}`
    return { consent: { ...said, channelKind: turn.state.channel.kind, ...(version ? { version } : {}) } }
  }
  if (effect.kind !== 'set-contact') return undefined
  const consent = stopIn(turn, effect)
  return { ...by, contact: effect.contact, ...(effect.fields ? { fields: effect.fields } : {}), ...(consent ? { consent } : {}) }
}

/** STOP or START, in their words; or the vendor's own switch, which is between our number and them and leaves service alone. */
function stopIn(
  { event, state: { channel, language, conversationId }, steps: [step] }: Turn,
  { contact: { optedOut } }: Extract<Effect, { kind: 'set-contact' }>,
): ConsentChange | undefined {
  if (optedOut === undefined) return undefined
  const base = { purpose: everything, channelKind: channel.kind, state: optedOut ? 'refused' : 'given' } as const
  const content = event.kind === 'message' ? event.message.content : undefined
  if (content?.kind === 'system') return { ...base, conversationId, but: servicePurpose }
  const words = content?.kind === 'text' ? content.text : content?.kind === 'choice' ? content.label : undefined
  return {
    ...base,
    ...(words ? { words: words.slice(0, mostWords) } : {}),
    ...(step ? { version: `${step.flowId}@${step.version}` } : {}),
    ...(language ? { language } : {}),
  }
}
const mostWords = 500

const contactMade = ({ id, workspaceId, entries, channels, firstAt, seenAt }: News): ContactDoc =>
  contactOf({ id, workspaceId, firstSeenAt: firstAt, lastSeenAt: seenAt, channels, entries })

/** Brings a contact that may be there up to date, and the page that it is part of. Two processes may do it at once, each with what it knows. */
async function moveOn(docs: Collection<ContactDoc>, news: News): Promise<void> {
  const { id, entries, channels, begins, seenAt } = news
  const seen = seenAt ? await see(docs, id, seenAt) : null
  if (seen?.head !== undefined) await see(docs, seen.head, seenAt as Instant)
  if (entries.length === 0 && !begins) return
  for (;;) {
    const doc = await docs.get(id)
    if (!doc) {
      const { inserted } = await docs.insertMany([contactMade(news)])
      if (inserted > 0) return
      continue
    }
    const folded = onChannels(foldContact(doc, entries), channels)
    if (folded !== doc && !(await docs.update(id, changeOf(folded), { revision: doc.revision ?? null }))) continue
    if (doc.head !== undefined) await tellPage(docs, doc.head, news)
    return
  }
}

/** What a member's log says, the page it is part of says too; unless they were taken apart meanwhile. */
export async function tellPage(
  docs: Collection<ContactDoc>,
  head: string,
  { id, entries, channels = [] }: Pick<News, 'id' | 'entries'> & Partial<Pick<News, 'channels'>>,
): Promise<ContactDoc | null> {
  for (;;) {
    const page = await docs.get(head)
    if (!page?.members?.includes(id)) return page
    const known = page.channels ?? []
    const all = [...new Set([...known, ...channels])]
    const there = all.length > known.length ? { ...page, channels: all } : page
    const folded = foldContact(there, entries)
    if (folded === page) return page
    const changed = await docs.update(head, changeOf(folded), { revision: page.revision ?? null })
    if (changed) return changed
  }
}

/** The contact, if it was not seen in this hour or a later one before. */
async function see(docs: Collection<ContactDoc>, id: string, seenAt: Instant): Promise<ContactDoc | null> {
  const seen = await docs.update(id, { $set: { lastSeenAt: seenAt, unsorted: true } }, { lastSeenAt: { $lt: seenAt } })
  if (seen?.alone) await docs.update(id, { $set: { 'alone.lastSeenAt': seenAt } }, { 'alone.lastSeenAt': { $lt: seenAt } })
  return seen
}

async function inParts<T>(all: readonly T[], write: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += atOnce) await write(all.slice(at, at + atOnce))
}
