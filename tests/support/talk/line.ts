import type { DrawnMessage } from '#runtime/channels/contract.ts'
import type { Choice } from '#schemas/message.ts'
import type { MessageKind } from '#tests/peers/whatsapp/webhooks.ts'
import type { inProcess } from '../in-process.ts'

export type Server = Awaited<ReturnType<typeof inProcess>>

/** What a customer can do: write, tap one of the choices they see (`of`: the message that shows it), or send something that is no text. */
export type Sent = { text: string } | { tap: Choice; drawnAs: DrawnMessage['kind']; of?: string } | { kind: MessageKind }

/** A message on the customer's screen, and what the channel calls it. */
export type Heard = DrawnMessage & { shownAs?: string }

/** One customer on one channel, seen from outside the server. */
export interface Line {
  conversationId: string
  /** Sends all at once; resolves when the server has taken them. */
  send(server: Server, sent: Sent[]): Promise<void>
  /** What the channel showed since this was last asked, as the customer sees it. */
  heard(server: Server): Promise<Heard[]>
  close(): Promise<void>
}
