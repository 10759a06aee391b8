import { startMatches, startsWhenOpened } from '#nodes/start/matches.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { FlowSettings, NodeConfig } from '#schemas/flow.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { CompiledFlow } from './graph.ts'

/**
 * The flow that answers a message when none is running: one whose keyword fits before one that takes any message,
 * and only if its re-entry rule lets this contact in.
 */
export function chooseFlow(
  live: readonly CompiledFlow[],
  message: { text: string; channelKind: ChannelKind },
  past: ConversationState['past'],
  now: Instant,
): CompiledFlow | undefined {
  let any: CompiledFlow | undefined
  for (const candidate of live) {
    if (!candidate.start || !mayEnter(candidate.flow.settings.reentry, past[candidate.flowId], now)) continue
    const match = startMatches(candidate.start.data.config as NodeConfig as never, message)
    if (match === 'keyword') return candidate
    if (match === 'any' && !any) any = candidate
  }
  return any
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
