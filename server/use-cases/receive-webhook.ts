import { dialects } from '#runtime/channels/dialects.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelEvent } from '#schemas/message.ts'
import type { KnownChannel } from '../engine/channel-book.ts'
import type { Engine } from '../engine/engine.ts'
import { conversationIdOf } from '../engine/ids.ts'
import { takeTurn } from '../engine/take-turn.ts'
import { applyStatus } from './apply-status.ts'
import { firstState, handleMessage, inboundKeyOf } from './handle-message.ts'

/**
 * Everything one verified callback tells. Resolves when all of it is durable, so that the vendor may be answered; rejects when the
 * store is away, so that the vendor delivers again. One event it cannot take does not hold back the others.
 */
export async function receiveWebhook(engine: Engine, channel: KnownChannel, body: unknown): Promise<void> {
  const events =
    dialects[channel.kind].decode?.(body, channel.id, {
      receivedAt: instantAt(engine.now()),
      // One callback can carry other numbers' messages; they are not this channel's.
      ...(typeof channel.settings.phoneNumberId === 'string' ? { account: channel.settings.phoneNumberId } : {}),
    }) ?? []
  if (events.length === 1) return receive(engine, channel, events[0] as ChannelEvent)
  // In order: two messages of one person in one callback keep theirs.
  const all = await Promise.allSettled(events.map((event) => receive(engine, channel, event)))
  const failed = all.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

async function receive(engine: Engine, channel: KnownChannel, event: ChannelEvent): Promise<void> {
  switch (event.kind) {
    case 'message':
      await handleMessage(engine, { workspaceId: channel.workspaceId, channelKind: channel.kind, message: event.message })
      return
    case 'status':
      await applyStatus(engine, channel.id, event)
      return
    case 'echo': {
      const conversationId = conversationIdOf(channel.id, event.to.externalId)
      const message = { ...event.message, channelId: channel.id }
      const about = { ...message, from: event.to }
      await engine.queue.run(conversationId, {
        run: () =>
          takeTurn(engine, {
            conversationId,
            event: { kind: 'echo', message },
            inboundKey: inboundKeyOf(message),
            first: () =>
              firstState(conversationId, { workspaceId: channel.workspaceId, channelKind: channel.kind, message: about }),
          }),
      })
      return
    }
    case 'account':
      engine.log.warn(
        { channelId: channel.id, what: event.what, details: event.details },
        'the vendor says something about the account',
      )
  }
}
