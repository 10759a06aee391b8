import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { dialects } from '#runtime/channels/dialects.ts'
import { type Allowance, allows, always } from '#runtime/channels/window.ts'
import { isForgotten } from '#runtime/forget.ts'
import { type MaySend, maySend } from '#runtime/may-send.ts'
import { render } from '#runtime/render.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { Decision } from '#schemas/gate.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { DeliveryReason, HoldCode } from '#schemas/message.ts'
import { ownFileIn } from '#schemas/own-file.ts'
import { type SaidMessage, turnId } from '#schemas/turn.ts'
import type { Leaving } from '../campaigns/index.ts'
import {
  type ChannelBook,
  type ChannelHealth,
  type ChannelRegistry,
  type FileToSend,
  ioOf,
  type KnownChannel,
  type SendFailure,
  stopping,
  unhindered,
} from '../channels/index.ts'
import type { Engine } from '../engine/engine.ts'
import { underLease } from '../engine/lease.ts'
import { newestTurn } from '../engine/turns/take-turn.ts'
import type { DeliveryDoc } from './collections.ts'
import { type Notes, prolong, retry, settle } from './delivery-notes.ts'
import type { DeliveryOrder } from './delivery-order.ts'
import { partName } from './delivery-part.ts'
import { offeredKey } from './find-question.ts'
import type { Pace } from './pace.ts'
import type { ownFileSender } from './send-own-file.ts'

const mostAttempts = 12

/** How many sends of this process ended in which way. */
export type SendResults = Record<'accepted' | 'again' | 'failed', number>

/** What sending needs. */
export interface Sending extends Notes {
  channels: ChannelBook
  io: ChannelRegistry
  health: ChannelHealth
  order: DeliveryOrder
  pace: Pace
  sendOwnFile: ReturnType<typeof ownFileSender>
  results: SendResults
  /** Whether a message of a campaign may still leave. */
  askCampaign?: ((leaving: Leaving) => Promise<Decision>) | undefined
}

/**
 * Sends one delivery whose turn it is, and notes what came of it; the caller holds its lease and has taken it from the pace. `said`: what
 * it says, when this process knows.
 */
export async function deliver(sending: Sending, delivery: DeliveryDoc, known?: SaidMessage): Promise<void> {
  const { engine, channels, order, pace } = sending
  const channel = await channels.get(delivery.channelId)
  const send = channel && ioOf(sending.io, channel)?.send
  const { capabilities, encode } = dialects[delivery.channelKind]
  if (!channel || !send || !encode) return settle(sending, delivery, held('channel-gone'))
  const said = known ?? (await saidIn(engine, delivery))
  if (!said) return settle(sending, delivery, held('person-gone'))
  const { message } = said
  const { drawn } = render(message, capabilities)
  const providerIds = [...delivery.providerIds]
  let leased = delivery
  // A message drawn in several parts goes on after the last part that was accepted.
  for (const [i, part] of drawn.entries()) {
    if (i < providerIds.length) continue
    const fileId = part.kind === 'media' ? ownFileIn(part.url) : undefined
    const prolonged = await prolong(sending, leased, providerIds)
    if (!prolonged) return
    leased = prolonged
    const gate = await askGate(engine, delivery, said)
    if (gate.may === 'no') return settle(sending, leased, held(gate.code, gate.values))
    const stopped = i === 0 ? await stoppedCampaign(sending, delivery) : undefined
    if (stopped) return settle(sending, leased, stopped)
    if (i > 0) pace.take(delivery)
    const about = { ourId: partName(delivery._id, i), thread: delivery.thread, by: said.by.kind }
    const sendDrawn = (shown: DrawnMessage, file?: FileToSend) => send(channel, encode(shown, delivery.address, about), file)
    const prolongMore = async (until: Instant): Promise<void> => {
      leased = (await sending.docs.update(delivery._id, { $set: { dueAt: until } }, { dueAt: leased.dueAt as Instant })) ?? leased
    }
    const result = await underLease(engine.now, prolongMore, () =>
      part.kind === 'media' && fileId !== undefined ? sending.sendOwnFile(channel, part, fileId, sendDrawn) : sendDrawn(part),
    )
    if (!result.ok) return notSent(sending, leased, result, channel)
    pace.accepted(delivery)
    if (channel.troubles) void unhindered(engine.log, sending.health.clear(channel, 'call'))
    sending.results.accepted++
    providerIds.push(result.providerId)
    if (message.kind === 'choices') engine.offered.set(offeredKey(delivery.channelId, result.providerId), delivery._id)
  }
  await settle(sending, leased, { status: 'sent', providerIds })
  order.sent(delivery)
}

async function saidIn({ turns }: Engine, { _id, conversationId, turnNumber }: DeliveryDoc): Promise<SaidMessage | undefined> {
  const turn = await turns.get(turnId(conversationId, turnNumber))
  return turn?.say.find((said) => said.id === _id)
}

/** What the gate says of a message of a campaign now; undefined where it goes, or is of none. */
async function stoppedCampaign(
  { askCampaign }: Sending,
  { workspaceId, channelId, unasked }: DeliveryDoc,
): Promise<Partial<DeliveryDoc> | undefined> {
  if (!unasked?.campaign || !askCampaign) return undefined
  const { contactId, campaign } = unasked
  const decision = await askCampaign({ workspaceId, channelId, contactId, campaign })
  if (decision.may === 'go') return undefined
  if (decision.may === 'later') return held('put-off', { until: decision.at, why: decision.code })
  return held('campaign-stopped', { why: decision.code })
}

/** What became of a message that the house itself held back. */
const held = (code: HoldCode, values?: DeliveryReason['values']): Partial<DeliveryDoc> => ({
  status: 'failed',
  reason: { code, ...(values ? { values } : {}) },
})

/** Asked right before each call: whether anything came in between that forbids it. Asks the store only where it must. */
async function askGate(engine: Engine, delivery: DeliveryDoc, said: SaidMessage): Promise<MaySend> {
  const { workspaceId, conversationId, turnNumber, unasked } = delivery
  const newest = engine.newest.get(conversationId)
  return maySend({
    now: engine.now(),
    says: said.message.kind,
    forgotten: newest !== undefined && newest.number > turnNumber && isForgotten(newest.state),
    ...(unasked
      ? { unasked: { since: unasked.since, stoppedAt: await engine.people.stoppedAt(workspaceId, unasked.contactId) } }
      : {}),
    ...(dialects[delivery.channelKind].window === always ? {} : { allowance: await allowanceOf(engine, delivery, said) }),
  })
}

/** What the window allows. What is remembered here may be older than a message that opened it again elsewhere. */
async function allowanceOf(
  engine: Engine,
  { channelKind, conversationId }: DeliveryDoc,
  { by, message }: SaidMessage,
): Promise<Allowance> {
  const { window } = dialects[channelKind]
  const now = instantAt(engine.now())
  const of = (state: Pick<ConversationState, 'windowUntil'>): Allowance => window.of(state, now)[by.kind]
  const known = engine.newest.get(conversationId)
  const allowance = known && of(known.state)
  if (allowance && allows(allowance, message.kind)) return allowance
  const newest = await newestTurn(engine, conversationId)
  return newest ? of(newest.state) : { may: 'anything' }
}

async function notSent(sending: Sending, delivery: DeliveryDoc, result: SendFailure, channel: KnownChannel): Promise<void> {
  if (result.alarm)
    await unhindered(sending.engine.log, sending.health.note(channel, 'call', stopping(result.alarm, result.code)))
  const attempts = delivery.attempts + 1
  const isLast = !result.retry || attempts >= mostAttempts
  sending.results[isLast ? 'failed' : 'again']++
  const { tooFast, afterMs = 0, why: reason } = result
  const holdMs = tooFast ? sending.pace.hold(delivery, tooFast, afterMs) : afterMs
  if (isLast) return settle(sending, delivery, { status: 'failed', reason, attempts })
  await retry(sending, delivery, { reason, afterMs: holdMs })
}
