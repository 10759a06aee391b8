import { instantAt } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import { startDuty } from '../engine/duty.ts'
import type { Worker } from '../engine/loop.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'
import { deliver, type Sending, type SendResults } from './deliver.ts'
import { deliveriesOf } from './deliveries-of.ts'
import { deliveryLines } from './delivery-lines.ts'
import { lease, leaseMs, postpone, soonestMs } from './delivery-notes.ts'
import { deliveryOrder } from './delivery-order.ts'
import { dueDeliveries, mostDue } from './due-deliveries.ts'

export interface OutboxParts extends Pick<Sending, 'engine' | 'channels' | 'io' | 'health'> {
  /** More of one channel's messages than are being sent at once wait in the store: a vendor may not answer for hours. */
  mostAtOnce?: number
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
 * but never lose one.
 */
export function startOutbox({ mostAtOnce = 2_000, ...parts }: OutboxParts): Outbox {
  const { engine } = parts
  const docs = engine.store.collection(deliveries)
  const order = deliveryOrder(engine)
  const again = (inMs: number): void => worker.nudge(inMs)
  const sending: Sending = { ...parts, docs, order, again, results: { accepted: 0, again: 0, failed: 0 } }
  const lines = deliveryLines({
    mostAtOnce,
    emptied: () => again(0),
    failed: (error, conversationId) =>
      engine.log.error({ error, conversationId }, 'a delivery could not be noted; it will be taken up again'),
  })

  /** What a turn says that leaves the house. Where too much is under way, it is due at once for whoever has room. */
  const made = (turn: Turn, full: boolean): DeliveryDoc[] =>
    parts.io.get(turn.state.channel.kind)?.send ? deliveriesOf(turn, instantAt(engine.now() + (full ? soonestMs : leaseMs))) : []

  const lineUp = (turn: Turn, delivery: DeliveryDoc, after?: string): void => {
    const said = turn.say.find(({ id }) => id === delivery._id)
    const others = lines.isBusy(delivery.conversationId)
    lines.add(delivery, async () => {
      // The one before it may have been this very message, whose first write failed.
      const now = others ? await docs.get(delivery._id) : null
      if (!now || now.dueAt) await deliver(sending, delivery, { after, said })
    })
  }

  const sendMissing = async (turn: Turn, mayBeSent = false): Promise<void> => {
    const full = lines.isFull(turn.state.channel.id)
    const missing = made(turn, full && !mayBeSent)
    if (missing.length === 0) return
    order.forget(turn.state.conversationId)
    const { violations } = await docs.insertMany(missing)
    if (mayBeSent) return
    if (full) return again(soonestMs)
    const there = new Set(violations.map(({ position }) => position))
    for (const [position, delivery] of missing.entries()) if (!there.has(position)) lineUp(turn, delivery)
  }
  const send = async (turn: Turn): Promise<void> => {
    // Another process may have taken this one for dead and sent it all.
    if (!engine.store.alone) return sendMissing(turn)
    const full = lines.isFull(turn.state.channel.id)
    const fresh = made(turn, full)
    if (fresh.length === 0) return
    // Sending takes longer than a flush and need not wait for one: what changes a delivery is written after it.
    const written = docs.insertMany(fresh)
    for (const delivery of fresh) {
      const after = order.made(delivery)
      if (!full) lineUp(turn, delivery, after)
    }
    await written
    if (full) again(soonestMs)
  }

  const sendDue = async (delivery: DeliveryDoc): Promise<void> => {
    if (lines.holdsUp(delivery)) return
    if (lines.isFull(delivery.channelId)) return postpone(sending, delivery)
    lines.add(delivery, async () => {
      const leased = await lease(sending, delivery)
      if (leased) await deliver(sending, leased)
    })
  }
  const worker = startDuty(engine, {
    name: 'outbox',
    failing: 'deliveries are waiting',
    round: async () => {
      const due = await dueDeliveries(docs, engine.now(), lines.holdsUp)
      await Promise.all(due.map(sendDue))
      return due.length < mostDue ? tickMs : soonestMs
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
