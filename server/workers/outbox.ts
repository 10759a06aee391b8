import { LRUCache } from 'lru-cache'
import { dialects } from '#runtime/channels/dialects.ts'
import { laterStatus } from '#runtime/delivery-status.ts'
import { render } from '#runtime/render.ts'
import { instantAt } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import type { ChannelIO, SendResult } from '../channels/contract.ts'
import type { ChannelBook } from '../engine/channel-book.ts'
import { partName } from '../engine/delivery-part.ts'
import type { Engine } from '../engine/engine.ts'
import { type DeliveryDoc, deliveries } from '../store/collections.ts'
import { type Collection, UniqueViolation } from '../store/contract.ts'
import { startLoop, type Worker } from './loop.ts'

export interface OutboxParts {
  engine: Engine
  channels: ChannelBook
  io: Partial<Record<DeliveryDoc['channelKind'], ChannelIO>>
  /** A whole channel is out of order. */
  alarm(channelId: string, reason: string): void
}

/**
 * A delivery under way is not taken up by anyone else for this long: more than a send may take, and time enough after a crash for
 * the vendor's own status to say that the message was accepted after all.
 */
const leaseMs = 15_000
const sendMs = 10_000
const tickMs = 1_000
/** How soon a message looks again at the one it waits for. */
const soonestMs = 50
/** A turn's deliveries are written at once, or when its batch is found after a crash; after this long nobody will write them. */
const goneAfterMs = 120_000
const mostAttempts = 12
const longestPauseMs = 15 * 60_000

const mostSettled = 5_000

interface Sending extends OutboxParts {
  docs: Collection<DeliveryDoc>
  /**
   * Conversations whose newest delivery this process settled: nothing before it can be unsent, so the store need not be asked. Not
   * known where other processes deliver as well.
   */
  settled: LRUCache<string, true> | undefined
  /** Deliveries that are due are looked for again in so many ms. */
  again(inMs: number): void
}

export interface Outbox extends Worker {
  /** Sends what a turn says that this process has just taken. Resolves when its deliveries are durable. */
  send(turn: Turn): Promise<void>
  /** Sends what a turn says, but for what has a delivery already. Resolves when its deliveries are durable. */
  sendMissing(turn: Turn): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/**
 * Sends what turns say, in order per conversation, with retries. The turn is durable, and what it says without a delivery is found
 * after a crash; a delivery's id goes along as the idempotency key. So a crash between sending and noting it can repeat a message
 * but never lose one.
 */
export function startOutbox(parts: OutboxParts): Outbox {
  const docs = parts.engine.store.collection(deliveries)
  const lines = new Map<string, Promise<void>>()
  const alone = parts.engine.store.kind === 'embedded'
  const sending: Sending = {
    ...parts,
    docs,
    settled: alone ? new LRUCache({ max: mostSettled }) : undefined,
    again: (inMs) => worker.nudge(inMs),
  }
  let stopping = false

  const line = (conversationId: string, work: () => Promise<void>): void => {
    const before = lines.get(conversationId)
    // What has not begun when the server stops is as durable as before; whoever starts next takes it up.
    const unlessStopping = (): Promise<void> => (stopping ? Promise.resolve() : work())
    const next = (before ? before.then(unlessStopping) : unlessStopping()).catch((error: unknown) =>
      parts.engine.log.error({ error, conversationId }, 'a delivery could not be noted; it will be taken up again'),
    )
    lines.set(conversationId, next)
    void next.then(() => {
      if (lines.get(conversationId) === next) lines.delete(conversationId)
    })
  }

  const deliveriesOf = (turn: Turn): DeliveryDoc[] => {
    const { channel, address } = turn.state
    if (!parts.io[channel.kind]) return []
    const now = parts.engine.now()
    return turn.say.map(
      (said): DeliveryDoc => ({
        _id: said.id,
        workspaceId: turn.workspaceId,
        channelId: channel.id,
        channelKind: channel.kind,
        conversationId: turn.state.conversationId,
        turnNumber: turn.number,
        address,
        status: 'queued',
        providerIds: [],
        attempts: 0,
        dueAt: instantAt(now + leaseMs),
        at: turn.at,
      }),
    )
  }
  const lineUp = (turn: Turn, delivery: DeliveryDoc): void => {
    const said = turn.say.find(({ id }) => id === delivery._id)
    const others = lines.has(delivery.conversationId)
    line(delivery.conversationId, async () => {
      // The one before it may have been this very message, whose first write failed.
      const now = others ? await docs.get(delivery._id) : null
      if (!now || now.dueAt) await deliver(sending, delivery, said?.message)
    })
  }

  const sendMissing = async (turn: Turn): Promise<void> => {
    const made = deliveriesOf(turn)
    if (made.length === 0) return
    const { violations } = await docs.insertMany(made)
    const there = new Set(violations.map(({ position }) => position))
    for (const [position, delivery] of made.entries()) if (!there.has(position)) lineUp(turn, delivery)
  }
  const send = async (turn: Turn): Promise<void> => {
    // Another process may have taken this one for dead and sent it all.
    if (!alone) return sendMissing(turn)
    const made = deliveriesOf(turn)
    if (made.length === 0) return
    // Sending takes longer than a flush and need not wait for one: what changes a delivery is written after it.
    const written = docs.insertMany(made)
    for (const delivery of made) lineUp(turn, delivery)
    await written
  }

  const worker = startLoop(
    async () => {
      for (const delivery of await dueDeliveries(sending)) {
        const busy = lines.get(delivery.conversationId)
        if (busy) {
          void busy.then(() => sending.again(0))
          continue
        }
        const lease = instantAt(parts.engine.now() + leaseMs)
        const leased = await docs.update(delivery._id, { $set: { dueAt: lease } }, { dueAt: delivery.dueAt as string })
        if (leased) line(delivery.conversationId, () => deliver(sending, leased))
      }
      return tickMs
    },
    (error) => parts.engine.log.error({ error }, 'deliveries are waiting'),
  )
  const idle = async (): Promise<void> => {
    while (lines.size > 0) await Promise.all(lines.values())
  }
  return {
    ...worker,
    send,
    sendMissing,
    idle,
    stop: async () => {
      stopping = true
      await worker.stop()
      await idle()
    },
  }
}

/** The first unsent message of each conversation that is due: the ones behind it wait for it. */
async function dueDeliveries({ engine, docs }: Sending): Promise<DeliveryDoc[]> {
  const now = instantAt(engine.now())
  const { items } = await docs.find({ dueAt: { $lte: now } }, { sort: { dueAt: 1 }, limit: 200 })
  return items.sort((a, b) => (a._id < b._id ? -1 : 1))
}

async function deliver(sending: Sending, delivery: DeliveryDoc, said?: OutgoingMessage): Promise<void> {
  const { engine, channels, settled } = sending
  const blocked = !settled?.has(delivery.conversationId) && (await earlierUnsent(sending, delivery))
  // Until this one is settled, too, nothing is known of the conversation.
  settled?.delete(delivery.conversationId)
  if (blocked) return postpone(sending, delivery)
  const channel = await channels.get(delivery.channelId)
  const io = sending.io[delivery.channelKind]
  if (!channel || !io) return settle(sending, delivery, { status: 'failed', error: 'The channel is gone' })
  const message = said ?? (await saidIn(engine, delivery))
  if (!message) return settle(sending, delivery, { status: 'failed', error: 'The message is gone' })
  const { drawn } = render(message, dialects[delivery.channelKind].capabilities)
  const providerIds = [...delivery.providerIds]
  let leased = delivery
  // A message drawn in several parts goes on after the last part that was accepted.
  for (const [i, part] of drawn.entries()) {
    if (i < providerIds.length) continue
    const prolonged = await prolong(sending, leased, providerIds)
    if (!prolonged) return
    leased = prolonged
    const result = await io.send(channel, delivery.address, part, { ourId: partName(delivery._id, i) })
    if (!result.ok) return notSent(sending, leased, result)
    providerIds.push(result.providerId)
  }
  await settle(sending, leased, { status: 'sent', providerIds })
  settled?.set(delivery.conversationId, true)
}

/** Prolongs the lease of a delivery for one more send, and notes the parts sent so far; null when another process has taken it up. */
async function prolong({ engine, docs }: Sending, delivery: DeliveryDoc, providerIds: string[]): Promise<DeliveryDoc | null> {
  const { _id, dueAt } = delivery
  const now = engine.now()
  if (!dueAt) return null
  if (providerIds.length === delivery.providerIds.length && Date.parse(dueAt) - now >= sendMs) return delivery
  return docs.update(_id, { $set: { dueAt: instantAt(now + leaseMs), providerIds: [...providerIds] } }, { dueAt })
}

async function saidIn({ turns }: Engine, { _id, conversationId, turnNumber }: DeliveryDoc): Promise<OutgoingMessage | undefined> {
  const turn = await turns.get(turnId(conversationId, turnNumber))
  return turn?.say.find((said) => said.id === _id)?.message
}

async function notSent(sending: Sending, delivery: DeliveryDoc, result: SendResult & { ok: false }): Promise<void> {
  const { engine, docs } = sending
  if (result.alarm) sending.alarm(delivery.channelId, result.reason)
  const attempts = delivery.attempts + 1
  if (!result.retry || attempts >= mostAttempts)
    return settle(sending, delivery, { status: 'failed', error: result.reason, attempts })
  const pause = Math.max(result.afterMs ?? 0, Math.min(longestPauseMs, 1_000 * 2 ** delivery.attempts))
  const dueAt = instantAt(engine.now() + pause)
  // Which parts were accepted stands there already: the vendor may have told of more than this process knows, or of all of it.
  await docs.update(delivery._id, { $set: { attempts, dueAt, error: result.reason } }, { dueAt: delivery.dueAt as string })
  sending.again(pause)
}

/**
 * Notes the end of sending. A status the vendor told meanwhile is not taken back. A delivery that could not be written while it was
 * being sent is written now.
 */
async function settle(sending: Sending, delivery: DeliveryDoc, end: Partial<DeliveryDoc>): Promise<void> {
  const { docs } = sending
  let now: DeliveryDoc | null = delivery
  for (; now; now = await docs.get(delivery._id)) {
    const status = laterStatus(now.status, end.status ?? now.status)
    const unset = ['dueAt', ...(status === 'failed' ? [] : ['error'])]
    if (await docs.update(delivery._id, { $set: { ...end, status }, $unset: unset }, { status: now.status })) return
  }
  const { dueAt: _, ...written } = delivery
  try {
    await docs.insert({ ...written, ...end })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    await settle(sending, delivery, end)
  }
}

/**
 * Whether the message before this one is still unsent. Another process may have taken the turn before and not
 * written its deliveries yet: so it is the turns that say which message that is.
 */
async function earlierUnsent({ engine, docs }: Sending, { _id, conversationId }: DeliveryDoc): Promise<boolean> {
  if (_id === `${turnId(conversationId, 1)}.0`) return false
  const written = await docs.find({ _id: { $gt: `${conversationId}.`, $lt: _id } }, { sort: { _id: -1 }, limit: 1 })
  const newest = written.items[0]
  if (newest?.dueAt) return true
  const since = newest ? turnId(conversationId, newest.turnNumber) : `${conversationId}.`
  const { items } = await engine.turns.find(
    { _id: { $gte: since, $lt: _id } },
    { sort: { _id: -1 }, fields: ['say', 'at'], limit: 1000 },
  )
  for (const { say, at } of items) {
    const own = say.findIndex((said) => said.id === _id)
    const before = own < 0 ? say.at(-1) : say[own - 1]
    if (!before) continue
    const delivery = before.id === newest?._id ? newest : await docs.get(before.id)
    return delivery ? delivery.dueAt !== undefined : engine.now() - Date.parse(at) < goneAfterMs
  }
  return false
}

/**
 * Looks again soon, since the one before it is as a rule being sent by another process this very moment, and less and less often: when
 * half as much time has passed as since its turn.
 */
async function postpone({ engine, docs, again }: Sending, delivery: DeliveryDoc): Promise<void> {
  const now = engine.now()
  const pause = Math.min(Math.max(Math.ceil((now - Date.parse(delivery.at)) / 2), soonestMs), leaseMs)
  await docs.update(delivery._id, { $set: { dueAt: instantAt(now + pause) } }, { dueAt: delivery.dueAt as string })
  again(pause)
}
