import type { IncomingMessage } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import { deliveries } from './collections.ts'

/**
 * A tapped choice together with the message of ours that offered it, when the channel tells which that is. It stands in the message, so
 * that the turn is the same however often it is taken. What this process has sent it remembers; only else the store is asked, and only
 * about a tap.
 */
export async function withQuestion(engine: Engine, conversationId: string, message: IncomingMessage): Promise<IncomingMessage> {
  const { channelId, replyTo } = message
  if (!replyTo) return message
  const answers = engine.offered.get(offeredKey(channelId, replyTo)) ?? (await sentAs(engine, channelId, replyTo))
  return answers?.startsWith(`${conversationId}.`) ? { ...message, answers } : message
}

/** Whether a message needs `withQuestion`. */
export const isTap = ({ content, replyTo }: IncomingMessage): boolean => content.kind === 'choice' && replyTo !== undefined

/** Under which `engine.offered` keeps what a vendor calls a message. */
export const offeredKey = (channelId: string, providerId: string): string => `${channelId} ${providerId}`

async function sentAs(engine: Engine, channelId: string, providerId: string): Promise<string | undefined> {
  const { items } = await engine.store.collection(deliveries).find({ channelId, providerIds: providerId }, { limit: 1 })
  return items[0]?._id
}
