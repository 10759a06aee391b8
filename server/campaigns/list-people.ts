import { instantOf } from '#nodes/dates.ts'
import { nextAt } from '#runtime/sending-hours.ts'
import { standingOf } from '#schemas/broadcast.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { type ContactDoc, contactsWith } from '../people/index.ts'
import { pageOfMembers } from '../segments/index.ts'
import { type Campaign, zoneOf } from './campaign.ts'
import { type BroadcastDoc, type RecipientDoc, recipients } from './collections.ts'
import { peopleOf } from './people-of.ts'

const atOnce = 200
/** Clocks of several processes differ, and a membership may be written a moment after it began. */
const overlapMs = 10 * 60_000

/** Writes down the next of those whom it is for, each once. Where it goes on; `done` when everybody is known. */
export async function listPeople(
  engine: Engine,
  campaign: Campaign,
  doc: BroadcastDoc,
): Promise<{ cursor?: string; done: boolean }> {
  const { when } = doc.plan
  // It begins with nobody.
  if (when.kind === 'entering' && when.sinceDays === 0) return { done: true }
  const { people, next } = await peopleOf(engine, doc.workspaceId, doc.plan, { limit: atOnce, after: doc.cursor })
  await engine.store.collection(recipients).insertMany(people.map(({ contact }) => recipientOf(engine, campaign, contact)))
  return { ...(next ? { cursor: next } : {}), done: next === undefined }
}

/**
 * Writes down who entered the segment since it was looked last, each once for each time they entered. Up to when it is known; the same
 * is written again by whoever does it again.
 */
export async function listEntered(engine: Engine, campaign: Campaign, doc: BroadcastDoc): Promise<Instant> {
  const { whom } = doc.plan
  const now = instantAt(engine.now())
  if (whom.kind !== 'segment') return now
  const startedAt = doc.startedAt ?? now
  const from = doc.entered ? instantAt(Date.parse(doc.entered.upTo) - overlapMs) : startedAt
  let after: string | undefined
  do {
    const page = await pageOfMembers(engine, doc.workspaceId, whom.segmentId, { after, limit: atOnce })
    const fresh = page.members.filter(({ since }) => since >= from)
    const entered = fresh.filter(({ enteredAt }) => enteredAt !== undefined && enteredAt >= startedAt)
    const known = await contactsWith(
      engine.store,
      doc.workspaceId,
      entered.map(({ contactId }) => contactId),
    )
    const byId = new Map(known.map((contact) => [contact._id, contact]))
    const docs = entered.flatMap(({ contactId, enteredAt }) => {
      const contact = byId.get(contactId)
      return contact ? [recipientOf(engine, campaign, contact, enteredAt)] : []
    })
    await engine.store.collection(recipients).insertMany(docs)
    after = fresh.length === page.members.length ? page.next : undefined
  } while (after !== undefined)
  return now
}

function recipientOf(engine: Engine, campaign: Campaign, contact: ContactDoc, enteredAt?: Instant): RecipientDoc {
  const at = instantAt(engine.now())
  const dueAt = dueFor(campaign, contact, engine.now())
  return {
    _id: `${campaign.id}.${contact._id}${enteredAt ? `.${enteredAt.replace(/\D/g, '')}` : ''}`,
    workspaceId: campaign.workspaceId,
    broadcastId: campaign.id,
    contactId: contact._id,
    state: 'waiting',
    standing: standingOf('waiting'),
    at,
    since: dueAt,
    dueAt,
  }
}

/** When it is due for somebody: now, or when their clock shows the time. Where that is over already, now; again and again, the next day. */
function dueFor(campaign: Campaign, contact: ContactDoc, now: number): Instant {
  const { when } = campaign.plan
  if (when.kind === 'now') return instantAt(now)
  const zone = zoneOf(campaign, contact)
  if (when.kind === 'entering') return instantAt(nextAt(when.time, now, zone))
  const at = instantOf(when.day, when.time, zone)
  return Date.parse(at) > now ? at : instantAt(now)
}
