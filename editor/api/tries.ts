import type { TryMessage, TryView } from '#schemas/api/tries.ts'
import type { ContactFacts, VariableValue } from '#schemas/conversation.ts'
import type { Flow } from '#schemas/flow.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Language } from '#schemas/text.ts'
import { request } from './request.ts'

export interface NewTry {
  /** The draft as it is on the canvas, saved or not. */
  flow: Flow
  channelKind: ChannelKind
  language?: Language
  contact?: Partial<Pick<ContactFacts, 'name' | 'fields' | 'tags'>>
}

/** A turn may call several services, and each may take ten seconds. */
const turnMs = 120_000

export const startTry = (w: string, f: string, start: NewTry) =>
  request<TryView>('POST', `/workspaces/${w}/flows/${f}/tries`, start)

export const sayInTry = (w: string, t: string, said: TryMessage) =>
  request<TryView>('POST', `/workspaces/${w}/tries/${t}/messages`, said, undefined, turnMs)

/** Lets something happen outside. */
export const signalTry = (w: string, t: string, name: string, values: Record<string, VariableValue>) =>
  request<TryView>('POST', `/workspaces/${w}/tries/${t}/signals`, { name, values }, undefined, turnMs)

/** Moves the try's own clock forward. */
export const moveClock = (w: string, t: string, seconds: number) =>
  request<TryView>('POST', `/workspaces/${w}/tries/${t}/clock`, { seconds }, undefined, turnMs)

export const endTry = (w: string, t: string) => request<void>('DELETE', `/workspaces/${w}/tries/${t}`)
