import { dialects } from '#runtime/channels/dialects.ts'
import { maySend } from '#runtime/may-send.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import type { KnownChannel } from '../channels/index.ts'
import { startDuty } from '../engine/duty.ts'
import type { Worker } from '../engine/loop.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'
import { deliver, type Sending, type SendResults } from './deliver.ts'
import { deliveriesOf } from './deliveries-of.ts'
import { deliveryLines } from './delivery-lines.ts'
import { lease, leaseMs, soonestMs } from './delivery-notes.ts'
import { deliveryOrder } from './delivery-order.ts'
import { channelsWaiting, dueDeliveries, mostDue } from './due-deliveries.ts'
import { bothLanes, type Lane, laneOf, type OfChannel, sendingPace } from './pace.ts'
import { ownFileSender } from './send-own-file.ts'
import { type Own, pauseBehind, waiting } from './waiting.ts'

export interface OutboxParts extends Pick<Sending, 'engine' | 'channels' | 'io' | 'health' | 'askCampaign'> {
  /** More of one channel's messages than are being sent at once wait in the store: a vendor may not answer for hours. */
  mostAtOnce?: number
  /** How the world calls this server, where it was told: files of ours are found there by whoever is sent a link. */
  publicUrl?: string | undefined
}

const tickMs = 1_000

export interface Outbox extends Worker {
  results: Readonly<SendResults>
  /** Sends what a turn says that this process has just taken. Resolves when its deliveries are durable. */
  send(turn: Turn): Promise<void>
  /** Sends what a turn says, but for what has a delivery already. Resolves when its deliveries are durable. */
  sendMissing(turn: Turn): Promise<void>
  /**
   * As `sendMissing`, of a turn that a process took which has died. Alone with its store that one may have sent before its deliveries were
   * durable: then the vendor gets the time of a lease to say so.
   */
  sendLeft(turn: Turn): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

/**
 * Sends what turns say, in order per conversation, with retries. The turn is durable, and what it says without a delivery is found
 * after a crash; a delivery's id goes along as the idempotency key. So a crash between sending and noting it can repeat a message
 * but never lose one. What has to wait stays as it is in the store, where each channel has two lanes: what goes out by itself takes what
 * replies leave.
 */
export function startOutbox({ mostAtOnce = 2_000, publicUrl, ...parts }: OutboxParts): Outbox {
  const { engine, channels } = parts
  const { now } = engine
  const docs = engine.store.collection(deliveries)
  const order = deliveryOrder(engine)
  const pace = sendingPace({ now, processes: () => engine.batches.processes })
  const waits = waiting(now)
  const sendOwnFile = ownFileSender({ engine, publicUrl })
  const again = (inMs: number): void => worker.nudge(inMs)
  const sending: Sending = { ...parts, docs, order, pace, again, sendOwnFile, results: { accepted: 0, again: 0, failed: 0 } }
  const lines = deliveryLines({
    mostAtOnce: (kind) => Math.min(mostAtOnce, dialects[kind].capabilities.atOnce ?? mostAtOnce),
    emptied: () => again(0),
    failed: (error, conversationId) =>
      engine.log.error({ error, conversationId }, 'a delivery could not be noted; it will be taken up again'),
  })

  const gateOf = (channel: OfChannel, lane: Lane, outOfOrder: boolean) =>
    maySend({
      now: now(),
      ...(outOfOrder ? { outOfOrder: { until: now() + tickMs } } : {}),
      readyAt: pace.laneReadyAt(channel, lane),
    })
  /** Whether what goes out by itself waits: replies are tried all the same, which is how it is noticed that a channel works again. */
  const stops = ({ channelId }: OfChannel, lane: Lane): boolean | Promise<boolean> => {
    if (lane === 'live') return false
    const known = channels.get(channelId)
    return known instanceof Promise ? known.then(isOutOfOrder) : isOutOfOrder(known)
  }
  /** As far as it is known without asking the store. */
  const mayGoNow = (delivery: DeliveryDoc): boolean => {
    const lane = laneOf(delivery)
    return (
      !lines.isFull(delivery) &&
      !waits.isHeldUp(delivery) &&
      pace.personReadyAt(delivery) <= now() &&
      stops(delivery, lane) === false &&
      gateOf(delivery, lane, false).may === 'go'
    )
  }

  /** Looks again later at what has to wait for something before it. */
  const waitBehind = (delivery: DeliveryDoc): void => {
    const pause = pauseBehind(delivery.at, now(), leaseMs)
    waits.holdUp(delivery, now() + pause)
    again(pause)
  }
  const sendNow = async ({ delivery, said }: Own): Promise<void> => {
    await deliver(sending, delivery, said)
    if (waits.passed(delivery.conversationId)) again(0)
  }
  const lineUp = (own: Own): void => {
    const { delivery, after, isPaid } = own
    const mayBeSent = lines.has(delivery._id)
    if (!isPaid) pace.take(delivery)
    lines.add(delivery, async () => {
      // The one before it may have been this very message, whose first write failed.
      const now = mayBeSent ? await docs.get(delivery._id) : null
      if (now && !now.dueAt) return
      const heldUntil = pace.heldUntil(delivery)
      if (heldUntil !== undefined) {
        waits.holdUp(delivery, heldUntil)
        return waits.keep({ ...own, isPaid: false })
      }
      if (!(await order.earlierUnsent(delivery, after))) return sendNow(own)
      waitBehind(delivery)
      waits.keep({ ...own, isPaid: true })
    })
  }

  /** What a turn says that leaves the house, and whether it may begin to. What may not is due at once, for whoever has room. */
  const made = (turn: Turn): { fresh: DeliveryDoc[]; goes: boolean } => {
    if (!parts.io.get(turn.state.channel.kind)?.send) return { fresh: [], goes: false }
    const fresh = deliveriesOf(turn, instantAt(now() + leaseMs))
    return { fresh, goes: fresh[0] !== undefined && mayGoNow(fresh[0]) }
  }
  const leave = async (waiting: DeliveryDoc[]): Promise<void> => {
    const dueAt = instantAt(now())
    await docs.insertMany(waiting.map((delivery) => ({ ...delivery, dueAt })))
    again(soonestMs)
  }

  const sendMissing = async (turn: Turn, mayBeSent = false): Promise<void> => {
    const { fresh, goes } = made(turn)
    if (fresh.length === 0) return
    order.forget(turn.state.conversationId)
    if (mayBeSent) return void (await docs.insertMany(fresh))
    if (!goes) return leave(fresh)
    const { violations } = await docs.insertMany(fresh)
    const there = new Set(violations.map(({ position }) => position))
    for (const [position, delivery] of fresh.entries())
      if (!there.has(position)) lineUp({ delivery, said: saidAs(turn, delivery) })
  }
  const send = async (turn: Turn): Promise<void> => {
    // Another process may have taken this one for dead and sent it all.
    if (!engine.store.alone) return sendMissing(turn)
    const { fresh, goes } = made(turn)
    if (fresh.length === 0) return
    if (!goes) {
      for (const delivery of fresh) order.made(delivery)
      return leave(fresh)
    }
    // Sending takes longer than a flush and need not wait for one: what changes a delivery is written after it.
    const written = docs.insertMany(fresh)
    for (const delivery of fresh) lineUp({ delivery, after: order.made(delivery), said: saidAs(turn, delivery) })
    await written
  }

  const sendDue = (delivery: DeliveryDoc): void => {
    if (lines.holdsUp(delivery)) return
    pace.take(delivery)
    lines.add(delivery, async () => {
      const isBehind = await order.earlierUnsent(delivery, undefined)
      const leased = isBehind ? null : await lease(sending, delivery)
      if (leased) return sendNow({ delivery: leased })
      pace.giveBack(delivery)
      // Else another process was first.
      if (isBehind) waitBehind(delivery)
    })
  }
  /** Sends what is due of a channel's lane and may go; in how many ms there may be more. */
  const sendLane = async (channel: OfChannel, lane: Lane): Promise<number> => {
    const gate = gateOf(channel, lane, await stops(channel, lane))
    if (gate.may === 'later') return Date.parse(gate.at) - now()
    const most = Math.min(lines.room(channel), pace.room(channel, lane), mostDue)
    if (most <= 0) return soonestMs
    let next = tickMs
    const hasToWait = (delivery: DeliveryDoc): boolean => {
      if (lines.holdsUp(delivery) || waits.isHeldUp(delivery)) return true
      const readyInMs = pace.personReadyAt(delivery) - now()
      if (readyInMs > 0) next = Math.min(next, readyInMs)
      return readyInMs > 0
    }
    const due = await dueDeliveries(docs, { channelId: channel.channelId, lane, most }, now(), hasToWait)
    for (const delivery of due) sendDue(delivery)
    return due.length < most ? next : soonestMs
  }
  const worker = startDuty(engine, {
    name: 'outbox',
    failing: 'deliveries are waiting',
    round: async () => {
      let next = tickMs
      for (const own of waits.goOn(({ delivery, isPaid }) => !isPaid && !mayGoNow(delivery))) lineUp(own)
      for await (const channel of channelsWaiting(docs))
        for (const lane of bothLanes) next = Math.min(next, await sendLane(channel, lane))
      return Math.max(next, soonestMs)
    },
  })
  return {
    ...worker,
    results: sending.results,
    send,
    sendMissing: (turn) => sendMissing(turn),
    sendLeft: (turn) => sendMissing(turn, engine.store.alone),
    idle: lines.idle,
    stop: async () => {
      lines.stop()
      await worker.stop()
      await lines.idle()
    },
  }
}

const isOutOfOrder = (channel: KnownChannel | undefined): boolean =>
  Object.values(channel?.troubles ?? {}).some(({ stops }) => stops)

const saidAs = (turn: Turn, { _id }: DeliveryDoc) => turn.say.find(({ id }) => id === _id)
