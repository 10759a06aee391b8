import { dialects } from '#runtime/channels/dialects.ts'
import { instantAt } from '#schemas/instant.ts'
import type { ChannelEvent } from '#schemas/message.ts'
import type { ChannelIO } from '../channels/contract.ts'
import type { Identities } from '../channels/identities.ts'
import type { KnownChannel } from '../engine/channel-book.ts'
import type { Engine } from '../engine/engine.ts'
import { takeTurn } from '../engine/take-turn.ts'
import { fieldNames } from '../log.ts'
import { applyStatus } from './apply-status.ts'
import { isTap, withQuestion } from './find-question.ts'
import { handleMessage } from './handle-message.ts'
import { firstState, inboundKeyOf } from './take-message.ts'

export interface WebhookParts {
  engine: Engine
  identities: Identities
  io: Pick<ChannelIO, 'statusFailure'>
  /** A whole channel is out of order. */
  alarm(channelId: string, reason: string): void
}

/**
 * Everything one verified callback tells. Resolves when all of it is durable, so that the vendor may be answered; rejects when the
 * store is away, so that the vendor delivers again. One event it cannot take does not hold back the others.
 */
export async function receiveWebhook(parts: WebhookParts, channel: KnownChannel, body: unknown): Promise<void> {
  const events =
    dialects[channel.kind].decode?.(body, channel.id, {
      receivedAt: instantAt(parts.engine.now()),
      // One callback can carry other numbers' messages; they are not this channel's.
      ...(typeof channel.settings.phoneNumberId === 'string' ? { account: channel.settings.phoneNumberId } : {}),
    }) ?? []
  if (events.length === 1) return receive(parts, channel, events[0] as ChannelEvent)
  // In order: two messages of one person in one callback keep theirs.
  const all = await Promise.allSettled(events.map((event) => receive(parts, channel, event)))
  const failed = all.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

async function receive(parts: WebhookParts, channel: KnownChannel, event: ChannelEvent): Promise<void> {
  const { engine, identities } = parts
  switch (event.kind) {
    case 'message': {
      const found = identities.conversationOf(channel, event.message.from)
      const conversationId = found instanceof Promise ? await found : found
      const message = isTap(event.message) ? await withQuestion(engine, conversationId, event.message) : event.message
      // Before the vendor is answered: a message under the new id must find the person it is from.
      if (message.content.kind === 'system' && message.content.becomes)
        await identities.lead(channel, message.content.becomes, conversationId)
      await handleMessage(engine, { workspaceId: channel.workspaceId, channelKind: channel.kind, message }, conversationId)
      return
    }
    case 'status':
      return receiveStatus(parts, channel, event)
    case 'echo': {
      const conversationId = await identities.conversationOf(channel, event.to)
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
        {
          channelId: channel.id,
          what: fieldNames({ [event.what]: 0 })[0],
          fields: fieldNames(event.details),
          ...codeIn(event.details),
        },
        'the vendor says something about the account',
      )
  }
}

/** The vendor's number for an error: it is on the vendor's list, and nobody's. */
const codeIn = ({ code }: Record<string, unknown>): { code?: number } => (typeof code === 'number' ? { code } : {})

/** A message that failed late says as much about its channel as one that could not be sent. */
async function receiveStatus(
  { engine, io, alarm }: WebhookParts,
  channel: KnownChannel,
  event: ChannelEvent & { kind: 'status' },
): Promise<void> {
  const failure = event.error && io.statusFailure?.(event.error)
  const changed = await applyStatus(engine, channel.id, event, failure?.reason)
  if (changed && failure?.alarm) alarm(channel.id, failure.reason)
}
