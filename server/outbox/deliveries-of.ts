import type { Instant } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import type { SaidMessage, Turn } from '#schemas/turn.ts'
import { unasked } from '../engine/turns/take-turn.ts'
import type { DeliveryDoc } from './collections.ts'

/** A reminder, what goes on after a wait, or what the shop writes first: nobody has just asked for it. */
function unaskedIn({ event, steps, state, at }: Turn): Pick<DeliveryDoc, 'unasked'> {
  if (!unasked.has(event.kind)) return {}
  const campaign = event.kind === 'send' || event.kind === 'begin' ? event.campaign : undefined
  // What a campaign interrupts began before it.
  const since = event.kind === 'begin' ? at : (steps[0]?.enteredAt ?? at)
  return { unasked: { contactId: state.contact.id, since, ...(campaign ? { campaign } : {}) } }
}

/** A pause of a flow in a chat that goes on: whoever is in it waits for what comes next. */
const longestPauseMs = 5 * 60_000

/** Whether somebody waits for what a turn says: they wrote, opened the chat or are answered, or a flow pauses for a moment. */
function isAwaited({ event, steps, at }: Turn): boolean {
  const { kind } = event
  if (kind === 'send') return event.lane === 'live'
  if (kind === 'timer') return Date.parse(at) - Date.parse(steps[0]?.enteredAt ?? at) <= longestPauseMs
  return kind === 'message' || kind === 'opened' || kind === 'agent' || kind === 'echo'
}

/** What its price is counted for. */
function fromOf(by: SaidMessage['by'], message: OutgoingMessage): Pick<DeliveryDoc, 'from'> {
  const flow = by.kind === 'flow' ? { flowId: by.flowId } : {}
  const template = message.kind === 'template' ? { template: message.template.name } : {}
  return by.kind === 'flow' || message.kind === 'template' ? { from: { ...flow, ...template } } : {}
}

/** What a turn says, as deliveries: one for each message, in order; whoever looks for what is due finds them at `dueAt`. */
export function deliveriesOf(turn: Turn, dueAt: Instant): DeliveryDoc[] {
  const { say, state, workspaceId, number, at } = turn
  const lane = isAwaited(turn) ? {} : { bulk: true as const }
  const more = { ...lane, ...unaskedIn(turn), ...(state.thread ? { thread: state.thread } : {}) }
  return say.map(({ id, by, message }) => ({
    _id: id,
    workspaceId,
    channelId: state.channel.id,
    channelKind: state.channel.kind,
    conversationId: state.conversationId,
    turnNumber: number,
    address: state.address,
    status: 'queued',
    providerIds: [],
    attempts: 0,
    dueAt,
    at,
    ...fromOf(by, message),
    ...more,
  }))
}
