import { instantOf } from '#nodes/dates.ts'
import { instantAt } from '#schemas/instant.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { leaseEnd, leaseMs, underLease } from '../engine/lease.ts'
import type { Worker } from '../engine/loop.ts'
import { UnderWay } from '../engine/under-way.ts'
import type { CampaignSending } from '../outbox/of-campaigns.ts'
import { contactsWith } from '../people/index.ts'
import type { Change } from '../store/contract.ts'
import { type Campaign, campaignOf, hourMs } from './campaign.ts'
import { type BroadcastDoc, broadcasts, type RecipientDoc, recipients } from './collections.ts'
import { countPeople } from './count-people.ts'
import { listEntered, listPeople } from './list-people.ts'
import { lookAfter } from './look-after.ts'
import { reachPerson } from './reach-person.ts'

/** So many broadcasts of all workspaces are under way in one process, the longest due first. */
const broadcastsAtOnce = 4
const peopleAtOnce = 20
/** More in a channel's bulk lane are not made: a broadcast that is stopped is over as soon as these are. */
const mostWaiting = 200
const tickMs = 1_000
/** How often it is looked who entered a segment. */
const enteredMs = 20_000
/** A process is held up by a broadcast no longer than that before it looks whether it was stopped. */
const stretchMs = 1_000

/** Goes on with every broadcast that runs, in any process: each in one at a time; after a crash from where it was, as soon as its lease has ended. */
export function startBroadcasts(engine: Engine, sending: CampaignSending): Worker {
  const failing = 'broadcasts are waiting'
  const underWay = new UnderWay((error) => engine.log.error({ error }, failing))
  let first = true
  const worker = startDuty(engine, {
    name: 'broadcasts',
    failing,
    round: async () => {
      // Where a store is one process's alone, whoever had a lease before it is gone.
      if (first && engine.store.alone) await takeOver(engine)
      first = false
      for (const doc of await dueBroadcasts(engine)) underWay.begin(doc._id, () => runBroadcast(engine, sending, doc))
      await underWay.downTo(broadcastsAtOnce - 1)
      return tickMs
    },
    listen: (nudge) =>
      engine.store.collection(broadcasts).subscribe(({ doc }) => {
        if (doc?.dueAt) nudge(Math.max(0, Date.parse(doc.dueAt) - engine.now()) || 0)
      }),
  })
  return underWay.endingWith(worker)
}

/** One stretch of each broadcast that is due; how many were. For whoever drives the clock. */
export async function runDueBroadcasts(engine: Engine, sending: CampaignSending): Promise<number> {
  const due = await dueBroadcasts(engine)
  for (const doc of due) await runBroadcast(engine, sending, doc)
  return due.length
}

const dueBroadcasts = async ({ store, now }: Engine): Promise<BroadcastDoc[]> =>
  (
    await store
      .collection(broadcasts)
      .find({ dueAt: { $lte: instantAt(now()) } }, { sort: { dueAt: 1 }, limit: broadcastsAtOnce })
  ).items

async function takeOver({ store, now }: Engine): Promise<void> {
  const at = instantAt(now())
  const soon = { $gt: at, $lte: instantAt(now() + leaseMs) }
  await store.collection(broadcasts).updateMany({ dueAt: soon, fence: { $gt: 0 } }, { $set: { dueAt: at } })
}

/** Under a lease whose number every write of it names: one who lost it to another process changes nothing any more. */
async function runBroadcast(engine: Engine, sending: CampaignSending, due: BroadcastDoc): Promise<void> {
  const docs = engine.store.collection(broadcasts)
  const { _id, fence, dueAt = null } = due
  const leased = await docs.update(_id, { $set: { dueAt: leaseEnd(engine.now()), fence: fence + 1 } }, { fence, dueAt })
  if (!leased) return
  const mine = { fence: leased.fence }
  const prolong = (until: string) => docs.update(_id, { $set: { dueAt: until } }, { ...mine, dueAt: { $gt: '' } })
  await underLease(engine.now, prolong, async () => {
    const change = await stretch(engine, sending, leased)
    await docs.update(_id, change, { ...mine, state: leased.state })
    // Stopped, or started anew, while it was under way: it is looked at again at once, for what that asks.
    await docs.update(
      _id,
      { $set: { dueAt: instantAt(engine.now()) } },
      { ...mine, state: { $ne: leased.state }, dueAt: { $gt: '' } },
    )
  })
}

/** What is to be done of a broadcast now, for a second at most; what of it changed. */
async function stretch(engine: Engine, sending: CampaignSending, leased: BroadcastDoc): Promise<Change> {
  const { store } = engine
  const until = performance.now() + stretchMs
  let doc = leased
  if (doc.state === 'planned') {
    const startsAt = beginsAt(doc)
    if (startsAt > engine.now()) return { $set: { dueAt: instantAt(startsAt) } }
    return { $set: { state: 'running', dueAt: instantAt(engine.now()) } }
  }
  if (doc.state === 'cancelled' || doc.state === 'paused') return over(engine, sending, doc)
  const campaign = await campaignOf(engine, { id: doc._id, workspaceId: doc.workspaceId, plan: doc.plan })
  const goesOn = doc.plan.when.kind === 'entering'
  const set: Record<string, unknown> = {}
  let isMore = false
  if (doc.state === 'running' && !doc.listed) {
    while (performance.now() < until) {
      const { cursor, done } = await listPeople(engine, campaign, doc)
      // What a crash leaves is listed once more: each is in it once.
      doc = { ...doc, ...(cursor ? { cursor } : {}) }
      if (cursor) set.cursor = cursor
      if (!done) continue
      set.listed = true
      doc = { ...doc, listed: true }
      break
    }
    isMore = !doc.listed
  }
  if (doc.state === 'running' && doc.listed && goesOn && (doc.entered?.at ?? '') <= instantAt(engine.now()))
    set.entered = { upTo: await listEntered(engine, campaign, doc), at: instantAt(engine.now() + enteredMs) }
  const entered = (set.entered as BroadcastDoc['entered']) ?? doc.entered
  let lastSentAt = doc.lastSentAt
  if (doc.state === 'running')
    for (;;) {
      const some = await duePeople(engine, sending, campaign)
      for (const one of await withPeople(engine, campaign, some)) {
        if (one.recipient.said && one.recipient.state !== 'sending') await sendAgain(engine, sending, one.recipient)
        else await reachPerson(engine, campaign, doc.startedBy ?? doc.createdBy, one.recipient, one.contact)
        lastSentAt = instantAt(engine.now())
      }
      isMore ||= some.length > 0
      if (some.length === 0 || performance.now() >= until) break
      // Stopped meanwhile.
      if ((await store.collection(broadcasts).get(doc._id))?.state !== 'running') break
    }
  const look = await lookOn(engine, sending, { ...doc, ...(lastSentAt ? { lastSentAt } : {}) }, until)
  set.look = look
  if (lastSentAt) set.lastSentAt = lastSentAt
  set.counts = await countPeople(store, doc._id)
  const now = engine.now()
  const isWaiting = await isAnyWaiting(engine, doc._id)
  // What was sent this moment may be held by the vendor yet.
  const isQuiet = now - Date.parse(lastSentAt ?? instantAt(0)) >= 2 * tickMs
  if (doc.state === 'running' && doc.listed && !goesOn && !isWaiting && isQuiet)
    return { $set: { ...set, state: 'done', endedAt: instantAt(now), dueAt: look.at } }
  if (doc.state === 'done' && isWaiting) return { $set: { ...set, state: 'running', dueAt: instantAt(now) }, $unset: ['endedAt'] }
  if (doc.state === 'done' && !(await isAnyOpen(engine, doc._id))) return { $set: set, $unset: ['dueAt'] }
  const [next] = (
    await store
      .collection(recipients)
      .find({ broadcastId: doc._id, dueAt: { $gt: '' } }, { sort: { dueAt: 1 }, limit: 1, fields: ['dueAt'] })
  ).items
  const nextDue = next?.dueAt ? Math.max(Date.parse(next.dueAt), now + tickMs) : Number.POSITIVE_INFINITY
  const nextEntered = goesOn && entered ? Date.parse(entered.at) : Number.POSITIVE_INFINITY
  const soonest = isMore ? now : Math.min(nextDue, nextEntered, Date.parse(look.at))
  return { $set: { ...set, dueAt: instantAt(soonest) } }
}

/** A broadcast that was stopped: what waits is told so, when it is over for good; what is on its way is still looked at. */
async function over(engine: Engine, sending: CampaignSending, doc: BroadcastDoc): Promise<Change> {
  const docs = engine.store.collection(recipients)
  if (doc.state === 'cancelled') {
    const at = instantAt(engine.now())
    const change = {
      $set: { state: 'skipped', standing: 'skipped.cancelled', code: 'cancelled', at },
      $unset: ['dueAt', 'values'],
    }
    await docs.updateMany({ broadcastId: doc._id, dueAt: { $gt: '' } }, change)
  }
  const look = await lookOn(engine, sending, doc, performance.now() + stretchMs)
  const counts = await countPeople(engine.store, doc._id)
  const isOpen = await isAnyOpen(engine, doc._id)
  return { $set: { look, counts, ...(isOpen ? { dueAt: look.at } : {}) }, ...(isOpen ? {} : { $unset: ['dueAt'] }) }
}

/** When the first of its people may get it: their clocks may be up to fourteen hours before the shop's, and listing takes a while. */
export function beginsAt({ plan: { when } }: Pick<BroadcastDoc, 'plan'>): number {
  if (when.kind !== 'at') return 0
  return Date.parse(instantOf(when.day, when.time)) - 15 * hourMs
}

/** Those for whom something is to be done now, no more than the channels have room for. */
async function duePeople(engine: Engine, sending: CampaignSending, campaign: Campaign): Promise<RecipientDoc[]> {
  let room = peopleAtOnce
  for (const { id } of campaign.channels) room = Math.min(room, mostWaiting - (await sending.waiting(id, mostWaiting)))
  if (room <= 0) return []
  const due = { broadcastId: campaign.id, dueAt: { $lte: instantAt(engine.now()) } }
  return (await engine.store.collection(recipients).find(due, { sort: { dueAt: 1 }, limit: room })).items
}

async function withPeople(engine: Engine, { workspaceId }: Campaign, some: RecipientDoc[]) {
  const known = await contactsWith(
    engine.store,
    workspaceId,
    some.map(({ contactId }) => contactId),
  )
  const byId = new Map(known.map((contact) => [contact._id, contact]))
  return some.map((recipient) => ({ recipient, contact: byId.get(recipient.contactId) ?? null }))
}

/** What the vendor held, or what was put off: its turn is there, its messages are sent once more. */
async function sendAgain(engine: Engine, sending: CampaignSending, recipient: RecipientDoc): Promise<void> {
  for (const said of recipient.said ?? []) await sending.again(said)
  await engine.store
    .collection(recipients)
    .update(
      recipient._id,
      { $set: { state: 'sent', standing: 'sent', at: instantAt(engine.now()), open: true }, $unset: ['dueAt', 'code', 'values'] },
      { state: recipient.state },
    )
}

/** Looks on what became of what was sent; less and less often, the longer nothing was. */
async function lookOn(
  engine: Engine,
  sending: CampaignSending,
  doc: BroadcastDoc,
  until: number,
): Promise<NonNullable<BroadcastDoc['look']>> {
  const now = engine.now()
  if (doc.look && Date.parse(doc.look.at) > now && doc.look.after === undefined) return doc.look
  let after = doc.look?.after
  do {
    const looked = await lookAfter(engine, sending, doc, after)
    after = looked.after
    if (after === undefined) {
      const quietMs = now - Date.parse(doc.lastSentAt ?? instantAt(now))
      return { at: instantAt(now + Math.min(Math.max(5 * tickMs, quietMs / 10), hourMs)) }
    }
  } while (performance.now() < until)
  return { after, at: instantAt(now) }
}

const isAnyWaiting = async ({ store }: Engine, broadcastId: string): Promise<boolean> =>
  (await store.collection(recipients).count({ broadcastId, dueAt: { $gt: '' } }, { atMost: 1 })) > 0

const isAnyOpen = async ({ store }: Engine, broadcastId: string): Promise<boolean> =>
  (await store.collection(recipients).count({ broadcastId, open: true }, { atMost: 1 })) > 0
