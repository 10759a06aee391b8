import { LRUCache } from 'lru-cache'
import { foldContact } from '#runtime/contact-fold.ts'
import { groupBy } from '#schemas/group-by.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { Effect, Turn } from '#schemas/turn.ts'
import type { Projection } from '../engine/parts.ts'
import { changeTo } from '../engine/projections/move-forward.ts'
import type { Collection } from '../store/contract.ts'
import { type ContactDoc, type ContactEntryDoc, contactEntries, contacts } from './collections.ts'

/** Documents written together. Messages get their turn in between, and share their commits. */
const atOnce = 32
const mostRemembered = 20_000
const seenEveryMs = 3_600_000

/** What a batch of turns says of one contact. */
interface News {
  id: string
  workspaceId: string
  entries: ContactEntryDoc[]
  firstAt: Instant
  /** Their first turn is among them. */
  begins: boolean
  seenAt: Instant | undefined
}

/** Contacts and their logs: made with a person's first turn, moved on when a turn says something about them, or to when they wrote. */
export function projectContacts(): Projection {
  /** Which contacts were seen within the hour: nothing is written of that. */
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
      await Promise.all([...some.filter(({ begins }) => !begins), ...there].map((news) => moveOn(docs, news)))
      for (const { id, seenAt } of some) if (seenAt) lately.set(id, seenAt)
    })
  }

  function isNews({ id, begins, entries, seenAt }: News): boolean {
    if (begins || entries.length > 0) return true
    return seenAt !== undefined && (lately.get(id) ?? '') <= anHourBefore(seenAt)
  }
}

function newsOf([id, lines]: [string, (readonly Turn[])[]]): News {
  const turns = lines.flat()
  const [first] = turns as [Turn]
  const seen = turns.filter(({ number, event: { kind } }) => number === 1 || kind === 'message' || kind === 'opened')
  return {
    id,
    workspaceId: first.workspaceId,
    entries: turns.flatMap(entriesOf),
    firstAt: first.at,
    begins: lines.some(([turn]) => turn?.number === 1),
    seenAt: seen
      .map(({ at }) => at)
      .sort()
      .at(-1),
  }
}

/** What a turn says about its person, one entry for each effect that does. */
const entriesOf = ({ _id, at, workspaceId, event, effects, state }: Turn): ContactEntryDoc[] =>
  effects.flatMap((effect, n) => {
    const told = toldBy(effect)
    if (!told) return []
    return [{ _id: `${_id}.${n}`, workspaceId, contactId: state.contact.id, at, source: event.kind, ...told }]
  })

function toldBy(effect: Effect): Pick<ContactEntryDoc, 'contact' | 'fields' | 'tags'> | undefined {
  if (effect.kind === 'tag') return { tags: { add: effect.add, remove: effect.remove } }
  if (effect.kind !== 'set-contact') return undefined
  return { contact: effect.contact, ...(effect.fields ? { fields: effect.fields } : {}) }
}

const contactMade = ({ id, workspaceId, entries, firstAt, seenAt }: News): ContactDoc => ({
  _id: id,
  workspaceId,
  firstSeenAt: firstAt,
  lastSeenAt: seenAt ?? firstAt,
  ...foldContact({ fields: {}, tags: [] }, entries),
})

/** Brings a contact that may be there up to date. Two processes may do it at once, each with what it knows. */
async function moveOn(docs: Collection<ContactDoc>, news: News): Promise<void> {
  const { id, entries, begins, seenAt } = news
  if (seenAt) await docs.update(id, { $set: { lastSeenAt: seenAt } }, { lastSeenAt: { $lte: anHourBefore(seenAt) } })
  if (entries.length === 0 && !begins) return
  for (;;) {
    const doc = await docs.get(id)
    if (!doc) {
      const { inserted } = await docs.insertMany([contactMade(news)])
      if (inserted > 0) return
      continue
    }
    const folded = foldContact(doc, entries)
    if (folded === doc || (await docs.update(id, changeOf(folded), { revision: doc.revision ?? null }))) return
  }
}

/** Writes the facts of a contact. */
export const changeOf = ({ name, phone, email, optedOut, fields, tags, stamps, revision = 0 }: Omit<ContactDoc, '_id'>) =>
  changeTo({ name, phone, email, optedOut, fields, tags, stamps, revision: revision + 1 }, {})

const anHourBefore = (at: Instant): Instant => instantAt(Date.parse(at) - seenEveryMs)

async function inParts<T>(all: readonly T[], write: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += atOnce) await write(all.slice(at, at + atOnce))
}
