import { dayOf } from '#nodes/dates.ts'
import { count } from '#runtime/metrics/count.ts'
import { redactTurn } from '#runtime/redact.ts'
import { groupBy } from '#schemas/group-by.ts'
import { instantAt } from '#schemas/instant.ts'
import { idsOfTurns, type Turn, turnId } from '#schemas/turn.ts'
import { batches, timers } from '../engine/collections.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import { forgottenKey } from '../engine/event-keys.ts'
import { leaseEnd } from '../engine/lease.ts'
import type { Worker } from '../engine/loop.ts'
import { takeTurn, turnOf } from '../engine/turns/take-turn.ts'
import { forgetEvents, forgetEventsOf } from '../events/index.ts'
import { deleteFiles } from '../files/index.ts'
import { isBeingRebuilt } from '../jobs/rebuild.ts'
import { deliveries } from '../outbox/collections.ts'
import { forgetContact, isKnown } from '../people/index.ts'
import { forgetWords } from '../search/index.ts'
import { forgetMemberships } from '../segments/index.ts'
import { findAll, pagesOf } from '../store/find-all.ts'
import { forgetCases } from './cases/forget-cases.ts'
import { conversations, type ForgettingDoc, type ForgottenCount, type ForgottenVisit, forgettings } from './collections.ts'

const tickMs = 1_000
/** Projections gather for a moment; until they are done with a turn, it stays. */
const waitForProjectionsMs = 300
const atOnce = 100

/** Finishes what deleting a chat has begun: after a crash from where it was, for every step may be repeated. */
export function startForgettings(engine: Engine): Worker {
  // Where the store is this process's alone, whoever had something in hand before it is gone.
  let first = engine.store.alone
  return startDuty(engine, {
    name: 'forgettings',
    failing: 'chats that were deleted are not gone yet',
    round: async () => {
      const now = instantAt(engine.now())
      if (first) await engine.store.collection(forgettings).updateMany({ dueAt: { $gt: now } }, { $set: { dueAt: now } })
      first = false
      return (await forgetDue(engine)) === 0 ? tickMs : waitForProjectionsMs
    },
    listen: (nudge) =>
      engine.store.collection(forgettings).subscribe(({ doc }) => {
        if (doc?.dueAt) nudge(waitForProjectionsMs)
      }),
  })
}

/** Goes on with everything that is due. How many still have something to do. */
export async function forgetDue(engine: Engine): Promise<number> {
  const docs = engine.store.collection(forgettings)
  const { items } = await docs.find({ dueAt: { $lte: instantAt(engine.now()) } }, { sort: { dueAt: 1 }, limit: atOnce })
  let left = 0
  for (const doc of items) {
    const leased = await docs.update(doc._id, { $set: { dueAt: leaseEnd(engine.now()) } }, { dueAt: doc.dueAt as string })
    if (leased && !(await goOn(engine, leased))) left++
  }
  return left
}

/**
 * The steps, in an order that a crash after any of them leaves to the next try:
 * 1. a turn empties the conversation: whoever remembers it as it was loses the next number, in every process;
 * 2. every batch of the turns before it is projected and nothing is being made again from them, so that the counters keep what they count and nothing is written again;
 * 3. which visits were among those turns is kept, without the person, in one write;
 *    (of somebody who is erased the turns are written again, redacted);
 * 4. the turns, messages on their way in and out, the row, the cases, the contact and the linked ids go;
 * 5. nothing leads back: the conversation's id goes, too.
 */
async function goOn(engine: Engine, doc: ForgettingDoc): Promise<boolean> {
  const docs = engine.store.collection(forgettings)
  const number = doc.turn ?? (await emptied(engine, doc))
  if (number === undefined) {
    await docs.delete({ _id: doc._id })
    return true
  }
  const { conversationId = '' } = doc
  const turnsOf = { _id: { $gt: `${conversationId}.`, $lte: turnId(conversationId, number) } }
  const waits =
    (await isBeingRebuilt(engine.store, doc.workspaceId)) || (!doc.visits && (await isBeingProjected(engine, turnsOf)))
  if (waits) {
    await docs.update(doc._id, { $set: { dueAt: instantAt(engine.now() + waitForProjectionsMs) } })
    return false
  }
  if (!doc.visits) {
    const visits = await visitsIn(engine, doc, turnsOf)
    const counted = await countedIn(engine, doc, { _id: { $gt: `${conversationId}.`, $lt: turnId(conversationId, number) } })
    const marks = [...new Set(visits.map(({ flowId, nodeId, outcome }) => `${flowId}.${nodeId}.${outcome}`))]
    await docs.update(doc._id, { $set: { visits, marks, counted } })
  }
  if (doc.redactAs !== undefined) await redactAll(engine, doc.redactAs, turnsOf)
  await deleteAll(engine, doc, conversationId, number)
  await docs.update(doc._id, { $unset: ['conversationId', 'dueAt', 'turn', 'redactAs'] })
  return true
}

/** Takes the turn that empties the conversation, once; its number. */
export async function emptied(engine: Engine, doc: ForgettingDoc): Promise<number | undefined> {
  const { conversationId = '', userId } = doc
  const inboundKey = forgottenKey(doc._id)
  const taken = await engine.queue.run(conversationId, {
    run: async (network) => {
      const known = await turnOf(engine, inboundKey)
      if (known) return known
      const event = { kind: 'agent' as const, action: { do: 'forget' as const }, agentId: userId }
      const taken = await takeTurn(engine, { conversationId, event, inboundKey, network })
      return taken.kind === 'refused' ? undefined : taken.turn
    },
  })
  if (taken) await engine.store.collection(forgettings).update(doc._id, { $set: { turn: taken.number } })
  return taken?.number
}

type TurnRange = { _id: { $gt: string; $lte?: string; $lt?: string } }

async function isBeingProjected(engine: Engine, turnsOf: TurnRange): Promise<boolean> {
  const open = engine.store.collection(batches)
  for await (const page of pagesOf(engine.turns, turnsOf, { sort: { _id: -1 }, limit: 500, fields: ['batch'] }))
    if ((await open.getMany([...new Set(page.map(({ batch }) => batch))])).length > 0) return true
  return false
}

/** The visits that ended in these turns, as the counters tell them apart, and how many of each. */
async function visitsIn(engine: Engine, { workspaceId }: ForgettingDoc, turnsOf: TurnRange): Promise<ForgottenVisit[]> {
  const timeZone = await engine.timeZones.of(workspaceId)
  const visits: Omit<ForgottenVisit, 'count'>[] = []
  for await (const page of pagesOf(engine.turns, turnsOf, { sort: { _id: 1 }, limit: 500 }))
    for (const turn of page) visits.push(...endedIn(turn, timeZone))
  const alike = groupBy(visits, (visit) => JSON.stringify(visit))
  return [...alike.values()].map((same) => ({ ...(same[0] as ForgottenVisit), count: same.length }))
}

/** What these turns add to the counters. The turn that empties the conversation stays, and is not among them. */
async function countedIn(engine: Engine, { workspaceId }: ForgettingDoc, turnsOf: TurnRange): Promise<ForgottenCount[]> {
  const counted = count(await findAll(engine.turns, turnsOf, { _id: 1 }), await engine.timeZones.of(workspaceId))
  return [...counted.values()].map(({ cohort, amounts }) => ({ cohort, amounts: Object.entries(amounts) }))
}

const endedIn = ({ steps, state }: Turn, timeZone: string | undefined): Omit<ForgottenVisit, 'count'>[] =>
  steps.flatMap(({ flowId, version, nodeId, outcome, enteredAt, enteredLanguage: language }) => {
    if (!outcome) return []
    return [{ flowId, version, nodeId, outcome, day: dayOf(enteredAt, timeZone), channelId: state.channel.id, language }]
  })

/** Writes the turns again as those of nobody; the keys they came by are remembered as marks, so that a redelivery raises nobody. */
async function redactAll(engine: Engine, redactAs: string, turnsOf: TurnRange): Promise<void> {
  for await (const page of pagesOf(engine.turns, turnsOf, { sort: { _id: 1 }, limit: 200 })) {
    const keys = page.flatMap(({ inboundKey, event }) => (inboundKey && event.kind === 'message' ? [inboundKey] : []))
    await engine.people.erasedBy(page[0]?.workspaceId ?? '', keys)
    await engine.turns.insertMany(page.map((turn) => redactTurn(turn, redactAs)))
  }
}

async function deleteAll(
  { store, turns, inbox }: Engine,
  { _id: id, at, userId }: ForgettingDoc,
  conversationId: string,
  number: number,
): Promise<void> {
  const end = turnId(conversationId, number)
  const before = { _id: { $gt: `${conversationId}.`, $lt: end } }
  await turns.delete(before)
  await store.collection(deliveries).delete(before)
  await forgetWords(store, conversationId, number)
  await deleteFiles(store, { $gt: before._id.$gt, $lt: `${end}/` })
  await inbox.delete({ conversationId, acceptedAt: { $lte: at } })
  // What a new message of the same person made since is theirs.
  await store.collection(timers).delete({ _id: idsOfTurns(conversationId), turn: { $lte: number } })
  await forgetCases(store, { id, conversationId, number, at })
  const rows = store.collection(conversations)
  await rows.delete({ _id: conversationId, turn: { $lte: number } })
  const emptied = await turns.get(end)
  if (!emptied) return
  const { workspaceId } = emptied
  const contactId = emptied.state.contact.id
  const left = async () =>
    (await rows.find({ workspaceId, contactId }, { limit: 2, fields: ['_id'] })).items.map(({ _id }) => _id)
  await forgetContact(store, { workspaceId, conversationId, contactId, number, at, userId, left })
  await forgetEvents(store, { workspaceId, conversationId, contactId, number })
  if (await isKnown(store, workspaceId, contactId)) return
  await forgetEventsOf(store, workspaceId, contactId)
  await forgetMemberships(store, workspaceId, contactId)
}
