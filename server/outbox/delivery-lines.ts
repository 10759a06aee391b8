import type { ChannelKind } from '#schemas/message.ts'
import type { DeliveryDoc } from './collections.ts'

type OfChannel = Pick<DeliveryDoc, 'channelId' | 'channelKind'>
type Queued = Pick<DeliveryDoc, '_id' | 'conversationId'> & OfChannel

/** What is being sent here and what stands in line for it: one line per conversation, and only so many messages of a channel in all. */
export interface DeliveryLines {
  /** More of this channel has to wait in the store. */
  isFull(channel: OfChannel): boolean
  /** How many more of this channel may be sent. */
  room(channel: OfChannel): number
  /** This very message is being sent, or stands in line. */
  has(deliveryId: string): boolean
  /** Something of its conversation is being sent. Of what is due: once the line is empty, `emptied` is called. */
  holdsUp(delivery: Queued): boolean
  /** Does this work after all that stands in the conversation's line. What it throws goes to `failed`. */
  add(delivery: Queued, work: () => Promise<void>): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Begins nothing any more: what has not begun is as durable as before, and whoever starts next takes it up. */
  stop(): void
}

interface Told {
  /** Of one channel of a kind. */
  mostAtOnce(kind: ChannelKind): number
  /** A line is empty, of whose conversation more is due. */
  emptied(): void
  failed(error: unknown, conversationId: string): void
}

export function deliveryLines({ mostAtOnce, emptied, failed }: Told): DeliveryLines {
  const lines = new Map<string, Promise<void>>()
  /** Conversations of which more is due than what is in line here. */
  const behind = new Set<string>()
  /** How many messages of each channel are being sent or stand in line behind one. */
  const atOnce = new Map<string, number>()
  const inLine = new Set<string>()
  let stopping = false

  const count = (channelId: string, more: 1 | -1): void => {
    const n = (atOnce.get(channelId) ?? 0) + more
    if (n > 0) atOnce.set(channelId, n)
    else atOnce.delete(channelId)
  }

  const roomIn = ({ channelId, channelKind }: OfChannel): number =>
    Math.max(0, mostAtOnce(channelKind) - (atOnce.get(channelId) ?? 0))

  return {
    isFull: (channel) => roomIn(channel) === 0,
    room: roomIn,
    has: (deliveryId) => inLine.has(deliveryId),
    holdsUp({ conversationId }) {
      if (!lines.has(conversationId)) return false
      behind.add(conversationId)
      return true
    },
    add({ _id, channelId, conversationId }, work) {
      const before = lines.get(conversationId)
      const unlessStopping = (): Promise<void> => (stopping ? Promise.resolve() : work())
      count(channelId, 1)
      inLine.add(_id)
      const next = (before ? before.then(unlessStopping) : unlessStopping()).catch((error: unknown) =>
        failed(error, conversationId),
      )
      lines.set(conversationId, next)
      void next.then(() => {
        count(channelId, -1)
        inLine.delete(_id)
        if (lines.get(conversationId) !== next) return
        lines.delete(conversationId)
        if (behind.delete(conversationId)) emptied()
      })
    },
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
    stop() {
      stopping = true
    },
  }
}
