import type { WebChatMessage } from '#schemas/api/web-chat.ts'

/** online: all is well · offline: the server cannot be reached · busy: it asks to come later · gone: there is no such chat any more */
export type LineState = 'online' | 'offline' | 'busy' | 'gone'

/** Who shows what a connection brings. */
export interface ConnectionListener {
  messages(messages: WebChatMessage[], agent?: { name: string }): void
  state(state: LineState): void
  /** The queue of unsent messages changed. */
  queued(): void
}
