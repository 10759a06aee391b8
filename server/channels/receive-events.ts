import type { ChannelEvent } from '#schemas/message.ts'
import type { Engine } from '../engine/engine.ts'
import { messageKey } from '../engine/event-keys.ts'
import { handleMessage } from '../engine/turns/handle-message.ts'
import { ErasedAgain, inConversationOf } from '../engine/turns/in-conversation-of.ts'
import { beginning } from '../engine/turns/take-message-turn.ts'
import { takeTurn } from '../engine/turns/take-turn.ts'
import { fieldNames } from '../log.ts'
import { applyStatus } from '../outbox/apply-status.ts'
import { isTap, withQuestion } from '../outbox/find-question.ts'
import type { KnownChannel } from './channel-book.ts'
import { type ChannelHealth, stopping } from './channel-health.ts'
import { isEdit, withoutHidden } from './edit-of-hidden.ts'
import type { ChannelRegistry } from './registry.ts'
import { templatesChanged } from './templates.ts'

export interface ReceivingParts {
  engine: Engine
  io: ChannelRegistry
  health: ChannelHealth
}

/**
 * Everything one request of a vendor tells of a channel. Resolves when all of it is durable, so that the vendor may be answered; rejects
 * when the store is away, so that the vendor delivers again. One event it cannot take does not hold back the others.
 */
export async function receiveEvents(
  parts: ReceivingParts,
  channel: KnownChannel,
  events: readonly ChannelEvent[],
): Promise<void> {
  if (events.length === 1) return receive(parts, channel, events[0] as ChannelEvent).catch(unlessErased)
  // In order: two messages of one person in one request keep theirs.
  const all = await Promise.allSettled(events.map((event) => receive(parts, channel, event).catch(unlessErased)))
  const failed = all.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

async function receive(parts: ReceivingParts, channel: KnownChannel, event: ChannelEvent): Promise<void> {
  const { engine } = parts
  switch (event.kind) {
    case 'message': {
      const { from, content } = event.message
      const whose = async () => engine.people.conversationOf(channel, from, messageKey(event.message))
      const message = isTap(event.message)
        ? await withQuestion(engine, await whose(), event.message)
        : isEdit(event.message)
          ? await withoutHidden(engine, event.message)
          : event.message
      // Before the vendor is answered: a message under the new id must find the person it is from.
      if (content.kind === 'system' && content.becomes) await engine.people.lead(channel, content.becomes, await whose())
      await handleMessage(engine, { workspaceId: channel.workspaceId, channelKind: channel.kind, message })
      return
    }
    case 'status':
      return receiveStatus(parts, channel, event)
    case 'echo': {
      const message = { ...event.message, channelId: channel.id }
      const begins = {
        workspaceId: channel.workspaceId,
        channelKind: channel.kind,
        message: { channelId: channel.id, from: event.to },
      }
      await inConversationOf(engine, channel, event.to, (conversationId) =>
        engine.queue.run(conversationId, {
          run: () =>
            takeTurn(engine, {
              conversationId,
              event: { kind: 'echo', message },
              inboundKey: messageKey(message),
              first: () => beginning(engine, conversationId, begins),
            }),
        }),
      )
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
      return receiveNews(parts, channel, event)
  }
}

/** What comes again of somebody who is erased is taken, and is nothing. */
function unlessErased(error: unknown): void {
  if (!(error instanceof ErasedAgain)) throw error
}

/** The vendor's number for an error: it is on the vendor's list, and nobody's. */
const codeIn = ({ code }: Record<string, unknown>): { code?: number } => (typeof code === 'number' ? { code } : {})

/** A message that failed late says as much about its channel as one that could not be sent. */
async function receiveStatus(
  { engine, io, health }: ReceivingParts,
  channel: KnownChannel,
  event: ChannelEvent & { kind: 'status' },
): Promise<void> {
  const { error, status, at } = event
  const failure = error && io.get(channel.kind)?.statusFailure?.(error)
  const changed = await applyStatus(engine, channel.id, event, failure?.why)
  if (changed && failure?.alarm) await health.note(channel, 'status', stopping(failure.alarm, error?.code))
  // What the vendor took before the trouble may be told of late; what it sends after it is the proof.
  const { troubles } = channel
  if (status === 'sent' && troubles) {
    const over = (['call', 'status', 'account'] as const).filter((by) => troubles[by]?.stops && troubles[by].since < at)
    await health.clear(channel, ...over)
  }
}

/** The vendor says that the channel does not work, that it works again, or that templates changed. */
async function receiveNews(
  { engine, io, health }: ReceivingParts,
  channel: KnownChannel,
  event: ChannelEvent & { kind: 'account' },
): Promise<void> {
  const news = io.get(channel.kind)?.accountNews?.(event)
  if (!news) return
  if ('templates' in news) return templatesChanged(engine, channel, news.templates, engine.now())
  if ('over' in news) return health.clear(channel, 'call', 'status', 'account')
  await health.note(channel, event.what === 'error' ? 'status' : 'account', news.trouble)
}
