import { dialects } from '#runtime/channels/dialects.ts'
import { always, type Speaker } from '#runtime/channels/window.ts'
import { render } from '#runtime/render.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { instantAt } from '#schemas/instant.ts'
import { type SaidMessage, turnId } from '#schemas/turn.ts'
import {
  type ChannelBook,
  type ChannelHealth,
  type ChannelRegistry,
  type KnownChannel,
  type SendFailure,
  stopping,
  unhindered,
} from '../channels/index.ts'
import type { Engine } from '../engine/engine.ts'
import { newestTurn } from '../engine/turns/take-turn.ts'
import type { DeliveryDoc } from './collections.ts'
import { type Notes, postpone, prolong, retry, settle } from './delivery-notes.ts'
import type { DeliveryOrder } from './delivery-order.ts'
import { partName } from './delivery-part.ts'
import { offeredKey } from './find-question.ts'

const mostAttempts = 12

/** How many sends of this process ended in which way. */
export type SendResults = Record<'accepted' | 'again' | 'failed', number>

/** What sending needs. */
export interface Sending extends Notes {
  channels: ChannelBook
  io: ChannelRegistry
  health: ChannelHealth
  order: DeliveryOrder
  results: SendResults
}

/**
 * Sends one delivery, unless something before it is unsent, and notes what came of it; the caller holds its lease. `known` is what
 * this process knows of it, having taken its turn.
 */
export async function deliver(
  sending: Sending,
  delivery: DeliveryDoc,
  known: { after?: string | undefined; said?: SaidMessage | undefined } = {},
): Promise<void> {
  const { engine, channels, order } = sending
  if (await order.earlierUnsent(delivery, known.after)) return postpone(sending, delivery)
  const channel = await channels.get(delivery.channelId)
  const send = sending.io.get(delivery.channelKind)?.send
  const { capabilities, encode } = dialects[delivery.channelKind]
  if (!channel || !send || !encode) return settle(sending, delivery, { status: 'failed', error: 'The channel is gone' })
  if (await isRefused(engine, delivery))
    return settle(sending, delivery, { status: 'failed', code: 'opted-out', error: 'Not sent: they said STOP' })
  const said = known.said ?? (await saidIn(engine, delivery))
  if (!said) return settle(sending, delivery, { status: 'failed', error: 'The message is gone' })
  const { message } = said
  const { drawn } = render(message, capabilities)
  const providerIds = [...delivery.providerIds]
  let leased = delivery
  // A message drawn in several parts goes on after the last part that was accepted.
  for (const [i, part] of drawn.entries()) {
    if (i < providerIds.length) continue
    const prolonged = await prolong(sending, leased, providerIds)
    if (!prolonged) return
    leased = prolonged
    if (!(await maySend(engine, delivery, said.by.kind))) return settle(sending, leased, { status: 'failed', ...tooLate })
    const about = { ourId: partName(delivery._id, i), thread: delivery.thread, by: said.by.kind }
    const result = await send(channel, encode(part, delivery.address, about))
    if (!result.ok) return notSent(sending, leased, result, channel)
    if (channel.troubles) void unhindered(engine.log, sending.health.clear(channel, 'call'))
    sending.results.accepted++
    providerIds.push(result.providerId)
    if (message.kind === 'choices') engine.offered.set(offeredKey(delivery.channelId, result.providerId), delivery._id)
  }
  await settle(sending, leased, { status: 'sent', providerIds })
  order.sent(delivery)
}

/** Whether they said STOP since, on whatever channel: asked each time it would be sent, as the store knows it then. */
async function isRefused({ people }: Engine, { workspaceId, unasked }: DeliveryDoc): Promise<boolean> {
  if (!unasked) return false
  const stoppedAt = await people.stoppedAt(workspaceId, unasked.contactId)
  return stoppedAt !== undefined && stoppedAt > unasked.since
}

async function saidIn({ turns }: Engine, { _id, conversationId, turnNumber }: DeliveryDoc): Promise<SaidMessage | undefined> {
  const turn = await turns.get(turnId(conversationId, turnNumber))
  return turn?.say.find((said) => said.id === _id)
}

const tooLate = {
  code: 'window-closed',
  error:
    'It waited until the customer’s reply window had closed; the channel takes messages again when they write the next time.',
} as const satisfies Partial<DeliveryDoc>

/** Whether the window is still open. What is remembered here may be older than a message that opened it again elsewhere. */
async function maySend(engine: Engine, { channelKind, conversationId }: DeliveryDoc, speaker: Speaker): Promise<boolean> {
  const { window } = dialects[channelKind]
  if (window === always) return true
  const now = instantAt(engine.now())
  const isOpen = (state: Pick<ConversationState, 'windowUntil'>) => window.of(state, now)[speaker].may === 'anything'
  const known = engine.newest.get(conversationId)
  if (known && isOpen(known.state)) return true
  const newest = await newestTurn(engine, conversationId)
  return !newest || isOpen(newest.state)
}

async function notSent(sending: Sending, delivery: DeliveryDoc, result: SendFailure, channel: KnownChannel): Promise<void> {
  if (result.alarm) await unhindered(sending.engine.log, sending.health.note(channel, 'call', stopping(result)))
  const attempts = delivery.attempts + 1
  const isLast = !result.retry || attempts >= mostAttempts
  sending.results[isLast ? 'failed' : 'again']++
  if (isLast) return settle(sending, delivery, { status: 'failed', error: result.reason, attempts })
  await retry(sending, delivery, result)
}
