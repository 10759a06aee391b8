import { dialects } from '#runtime/channels/dialects.ts'
import { laterStatus } from '#runtime/delivery-status.ts'
import { render } from '#runtime/render.ts'
import { instantAt } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { type Turn, turnId } from '#schemas/turn.ts'
import type { ChannelIO, SendFailure } from '../channels/contract.ts'
import type { ChannelBook, KnownChannel } from '../engine/channel-book.ts'
import { type ChannelHealth, stopping, unhindered } from '../engine/channel-health.ts'
import { partName } from '../engine/delivery-part.ts'
import type { Engine } from '../engine/engine.ts'
import { type DeliveryDoc, deliveries } from '../store/collections.ts'
import { type Collection, UniqueViolation } from '../store/contract.ts'
import { offeredKey } from '../use-cases/find-question.ts'
import { type DeliveryOrder, deliveryOrder } from './delivery-order.ts'
import { dueDeliveries, mostDue } from './due-deliveries.ts'
import { startLoop, type Worker } from './loop.ts'

export interface OutboxParts {
  engine: Engine
  channels: ChannelBook
  io: Partial<Record<DeliveryDoc['channelKind'], ChannelIO>>
  health: ChannelHealth
  /** More of one channel's messages than are being sent at once wait in the store: a vendor may not answer for hours. */
  mostAtOnce?: number
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
const mostAttempts = 12
const longestPauseMs = 15 * 60_000

/** How many sends of this process ended in which way. */
export type SendResults = Record<'accepted' | 'again' | 'failed', number>

interface Sending extends OutboxParts {
  docs: Collection<DeliveryDoc>
  results: SendResults
  order: DeliveryOrder
  /** Deliveries that are due are looked for again in so many ms. */
  again(inMs: number): void
}

export interface Outbox extends Worker {
  results: Readonly<SendResults>
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
  /** Conversations of which more is due than what is in line here. */
  const behind = new Set<string>()
  const { alone } = parts.engine.store
  const order = deliveryOrder(parts.engine)
  const sending: Sending = {
    ...parts,
    docs,
    order,
    again: (inMs) => worker.nudge(inMs),
    results: { accepted: 0, again: 0, failed: 0 },
  }
  let stopping = false

  /** How many messages of each channel are being sent or stand in line behind one. */
  const atOnce = new Map<string, number>()
  const { mostAtOnce = 2_000 } = parts
  const isFull = (channelId: string): boolean => (atOnce.get(channelId) ?? 0) >= mostAtOnce
  const count = (channelId: string, more: 1 | -1): void => {
    const n = (atOnce.get(channelId) ?? 0) + more
    if (n > 0) atOnce.set(channelId, n)
    else atOnce.delete(channelId)
  }

  const line = ({ channelId, conversationId }: DeliveryDoc, work: () => Promise<void>): void => {
    const before = lines.get(conversationId)
    // What has not begun when the server stops is as durable as before; whoever starts next takes it up.
    const unlessStopping = (): Promise<void> => (stopping ? Promise.resolve() : work())
    count(channelId, 1)
    const next = (before ? before.then(unlessStopping) : unlessStopping()).catch((error: unknown) =>
      parts.engine.log.error({ error, conversationId }, 'a delivery could not be noted; it will be taken up again'),
    )
    lines.set(conversationId, next)
    void next.then(() => {
      count(channelId, -1)
      if (lines.get(conversationId) !== next) return
      lines.delete(conversationId)
      if (behind.delete(conversationId)) sending.again(0)
    })
  }
  const isInLine = ({ conversationId }: DeliveryDoc): boolean => {
    if (!lines.has(conversationId)) return false
    behind.add(conversationId)
    return true
  }

  const deliveriesOf = (turn: Turn, full: boolean): DeliveryDoc[] => {
    const { channel, address } = turn.state
    if (!parts.io[channel.kind]) return []
    const dueAt = instantAt(parts.engine.now() + (full ? soonestMs : leaseMs))
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
        dueAt,
        at: turn.at,
      }),
    )
  }
  const lineUp = (turn: Turn, delivery: DeliveryDoc, after?: string): void => {
    const said = turn.say.find(({ id }) => id === delivery._id)
    const others = lines.has(delivery.conversationId)
    line(delivery, async () => {
      // The one before it may have been this very message, whose first write failed.
      const now = others ? await docs.get(delivery._id) : null
      if (!now || now.dueAt) await deliver(sending, delivery, { after, said: said?.message })
    })
  }

  const sendMissing = async (turn: Turn): Promise<void> => {
    const full = isFull(turn.state.channel.id)
    const made = deliveriesOf(turn, full)
    if (made.length === 0) return
    order.forget(turn.state.conversationId)
    const { violations } = await docs.insertMany(made)
    if (full) return sending.again(soonestMs)
    const there = new Set(violations.map(({ position }) => position))
    for (const [position, delivery] of made.entries()) if (!there.has(position)) lineUp(turn, delivery)
  }
  const send = async (turn: Turn): Promise<void> => {
    // Another process may have taken this one for dead and sent it all.
    if (!alone) return sendMissing(turn)
    const full = isFull(turn.state.channel.id)
    const made = deliveriesOf(turn, full)
    if (made.length === 0) return
    // Sending takes longer than a flush and need not wait for one: what changes a delivery is written after it.
    const written = docs.insertMany(made)
    for (const delivery of made) {
      const after = order.made(delivery)
      if (!full) lineUp(turn, delivery, after)
    }
    await written
    if (full) sending.again(soonestMs)
  }

  const takeUp = async (delivery: DeliveryDoc): Promise<void> => {
    if (isInLine(delivery)) return
    if (isFull(delivery.channelId)) return postpone(sending, delivery)
    line(delivery, async () => {
      const lease = instantAt(parts.engine.now() + leaseMs)
      const leased = await docs.update(delivery._id, { $set: { dueAt: lease } }, { dueAt: delivery.dueAt as string })
      if (leased) await deliver(sending, leased)
    })
  }
  const worker = startLoop(
    async () => {
      const due = await dueDeliveries(docs, parts.engine.now(), isInLine)
      await Promise.all(due.map(takeUp))
      return due.length < mostDue ? tickMs : soonestMs
    },
    (error) => parts.engine.log.error({ error }, 'deliveries are waiting'),
  )
  const idle = async (): Promise<void> => {
    while (lines.size > 0) await Promise.all(lines.values())
  }
  return {
    ...worker,
    results: sending.results,
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

/** `known` is what this process knows of it, having taken its turn. */
async function deliver(
  sending: Sending,
  delivery: DeliveryDoc,
  known: { after?: string | undefined; said?: OutgoingMessage | undefined } = {},
): Promise<void> {
  const { engine, channels, order } = sending
  if (await order.earlierUnsent(delivery, known.after)) return postpone(sending, delivery)
  const channel = await channels.get(delivery.channelId)
  const io = sending.io[delivery.channelKind]
  if (!channel || !io) return settle(sending, delivery, { status: 'failed', error: 'The channel is gone' })
  const message = known.said ?? (await saidIn(engine, delivery))
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
    if (!result.ok) return notSent(sending, leased, result, channel)
    if (channel.troubles) void unhindered(engine.log, sending.health.clear(channel, 'call'))
    sending.results.accepted++
    providerIds.push(result.providerId)
    if (message.kind === 'choices') engine.offered.set(offeredKey(delivery.channelId, result.providerId), delivery._id)
  }
  await settle(sending, leased, { status: 'sent', providerIds })
  order.sent(delivery)
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

async function notSent(sending: Sending, delivery: DeliveryDoc, result: SendFailure, channel: KnownChannel): Promise<void> {
  const { engine, docs } = sending
  if (result.alarm) await unhindered(engine.log, sending.health.note(channel, 'call', stopping(result)))
  const attempts = delivery.attempts + 1
  const isLast = !result.retry || attempts >= mostAttempts
  sending.results[isLast ? 'failed' : 'again']++
  if (isLast) return settle(sending, delivery, { status: 'failed', error: result.reason, attempts })
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
 * Looks again soon, since what is waited for is as a rule being sent this very moment, and less and less often: when half as much
 * time has passed as since its turn.
 */
async function postpone({ engine, docs, again }: Sending, delivery: DeliveryDoc): Promise<void> {
  const now = engine.now()
  const pause = Math.min(Math.max(Math.ceil((now - Date.parse(delivery.at)) / 2), soonestMs), leaseMs)
  await docs.update(delivery._id, { $set: { dueAt: instantAt(now + pause) } }, { dueAt: delivery.dueAt as string })
  again(pause)
}
