import type { WebChatMessage } from '#schemas/api/web-chat.ts'
import type { WebChatSettings } from '#schemas/channel-settings.ts'
import type { Outgoing, Said } from './queue.ts'

/** online: all is well · offline: the server cannot be reached · busy: it asks to come later · gone: there is no such chat any more */
export type LineState = 'online' | 'offline' | 'busy' | 'gone'

/** Who shows what a connection brings. */
export interface ConnectionListener {
  messages(messages: WebChatMessage[], agent?: { name: string }): void
  /** Somebody is about to answer: for so many ms, unless something is said before. */
  typing(ms: number): void
  state(state: LineState): void
  /** The queue of unsent messages changed. */
  queued(): void
}

export interface Connection {
  /** Where the server is; the shop's own files lie there too. */
  origin: string
  settings(): Promise<WebChatSettings>
  /** Everything said so far and whatever is new, as long as the chat is looked at. */
  open(listener: ConnectionListener): void
  /** Whether the panel is open. Who never wrote and has it closed needs no line. */
  look(open: boolean): void
  /** The visitor opened the chat, so that it may greet them. */
  greetMe(): void
  send(said: Said): Outgoing
  /** The visitor writes: a person who answers them sees it. */
  typing(): void
  /** Tries a refused message once more. */
  sendAgain(clientId: string): void
  /** Takes a refused message out. */
  withdraw(clientId: string): void
  waiting(): readonly Outgoing[]
  /** The newest turn that is shown. */
  seen(): number
  close(): void
}
