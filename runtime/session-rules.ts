import { startMatches, startsOnEvent, startsWhenOpened } from '#nodes/start/matches.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { FlowSettings, NodeConfig } from '#schemas/flow.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { CompiledFlow } from './graph.ts'

/**
 * The flow that answers a message when none is running: the first in the order of `live` that the message starts, and whose
 * re-entry rule lets this contact in. `runtime/reach.ts` tells the same beforehand.
 */
export function chooseFlow(
  live: readonly CompiledFlow[],
  message: { text: string; channelKind: ChannelKind },
  past: ConversationState['past'],
  now: Instant,
): CompiledFlow | undefined {
  return live.find(
    ({ flowId, flow, start }) =>
      start &&
      mayEnter(flow.settings.reentry, past[flowId], now) &&
      startMatches(start.data.config as NodeConfig as never, message) !== null,
  )
}

/** The flow that greets whoever opens the chat, if its re-entry rule lets this contact in. */
export const chooseGreeting = (
  live: readonly CompiledFlow[],
  channelKind: ChannelKind,
  past: ConversationState['past'],
  now: Instant,
): CompiledFlow | undefined =>
  live.find(
    ({ start, flow, flowId }) =>
      start &&
      startsWhenOpened(start.data.config as NodeConfig as never, channelKind) &&
      mayEnter(flow.settings.reentry, past[flowId], now),
  )

/** The flow that begins with something that happened to a person, if its re-entry rule lets them in. */
export const chooseOnEvent = (
  live: readonly CompiledFlow[],
  event: { type: string; channelKind: ChannelKind },
  past: ConversationState['past'],
  now: Instant,
): CompiledFlow | undefined =>
  live.find(
    ({ start, flow, flowId }) =>
      start &&
      startsOnEvent(start.data.config as NodeConfig as never, event.type, event.channelKind) &&
      mayEnter(flow.settings.reentry, past[flowId], now),
  )

/** Whether the re-entry rule lets a contact start the flow again. */
export function mayEnter(
  rule: FlowSettings['reentry'],
  past: ConversationState['past'][string] | undefined,
  now: Instant,
): boolean {
  if (!past || rule.mode === 'always') return true
  if (rule.mode !== 'after') return false
  return Date.parse(now) - Date.parse(past.startedAt) >= rule.seconds * 1000
}
