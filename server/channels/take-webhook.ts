import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import { instantAt } from '#schemas/instant.ts'
import { answerProblem, answerText, readBody } from '../door/answer.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import type { ChannelBook, KnownChannel } from './channel-book.ts'
import { channels } from './collections.ts'
import type { DoorRequest } from './contract.ts'
import { type ReceivingParts, receiveEvents } from './receive-events.ts'
import { ioOf } from './registry.ts'

export interface WebhookParts extends ReceivingParts {
  channels: ChannelBook
  /** How the world calls this server, where it was told. */
  publicUrl: string | undefined
}

/** A vendor's payload is at most 3 MB. */
const mostBytes = 3 * 1024 * 1024
const noBody = Buffer.alloc(0)

/** One request at a channel's address: the channel's own half says what it means; it is answered when all it tells is durable. */
export async function takeWebhook(
  parts: WebhookParts,
  request: Request,
  response: Response,
  channel: KnownChannel,
): Promise<void> {
  const io = ioOf(parts.io, channel)
  if (!io?.receive) return answerProblem(response, 'not-found')
  const { method = 'GET', headers } = request
  if (method !== 'GET' && method !== 'POST') return answerProblem(response, 'method-not-allowed')
  const rawBody = method === 'GET' ? noBody : await readBody(request, mostBytes)
  if (!rawBody) return answerProblem(response, 'too-large', { mostBytes })
  const url = `${parts.publicUrl ?? `http://${headers.host ?? 'localhost'}`}${request.url ?? '/'}`
  const asked: DoorRequest = { method, url, headers, rawBody }
  const receivedAt = instantAt(parts.engine.now())
  const received = io.receive(asked, channel, receivedAt)
  if ('refused' in received) {
    if (received.reason) parts.engine.log.warn({ channelId: channel.id, reason: received.reason }, 'a webhook was refused')
    return answerProblem(response, received.refused, undefined, received.problems)
  }
  const { events, answer, others } = received
  await receiveEvents(parts, channel, events)
  if (others) await tellOthers(parts, channel, asked, others)
  answerText(response, answer?.status ?? 200, answer?.body ?? 'ok', answer?.type)
}

/**
 * A vendor may call one address for all accounts of an app. Those that are channels of the same workspace are told too, each once it has
 * found by its own secrets that the request is the vendor's.
 */
async function tellOthers(parts: WebhookParts, called: KnownChannel, request: DoorRequest, accounts: string[]): Promise<void> {
  const { kind, workspaceId } = called
  const io = parts.io.get(kind)
  const setting = io?.settingsSchema.account
  if (!setting) return
  const { items } = await inWorkspace(parts.engine.store, channels, workspaceId).find({
    kind,
    [`settings.${setting}`]: { $in: accounts },
  })
  for (const { _id } of items) {
    const channel = _id === called.id ? undefined : await parts.channels.get(_id)
    const received = channel && ioOf(parts.io, channel)?.receive?.(request, channel, instantAt(parts.engine.now()))
    if (!channel || !received) continue
    if ('events' in received) await receiveEvents(parts, channel, received.events)
    else parts.engine.log.warn({ channelId: channel.id, reason: received.reason }, 'what another address was told was refused')
  }
}
