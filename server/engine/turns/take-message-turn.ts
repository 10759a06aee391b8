import { type Begins, firstState } from '#runtime/first-state.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { ChannelKind, IncomingMessage } from '#schemas/message.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine.ts'
import { messageKey } from '../event-keys.ts'
import { takeTurn, turnOf } from './take-turn.ts'

/** An inbound message and where it belongs. */
export interface Inbound {
  workspaceId: string
  channelKind: ChannelKind
  message: IncomingMessage
}

/** Takes the turn of one inbound message, once. `network` as for `takeTurn`. */
export async function takeMessageTurn(
  engine: Engine,
  conversationId: string,
  inbound: Inbound,
  network?: () => void,
): Promise<{ kind: 'turn' | 'duplicate'; turn: Turn }> {
  const inboundKey = messageKey(inbound.message)
  if (network) {
    // A turn that calls out must not even begin for a message that already has one.
    const turn = await turnOf(engine, inboundKey)
    if (turn) return { kind: 'duplicate', turn }
  }
  const taken = await takeTurn(engine, {
    conversationId,
    event: { kind: 'message', message: inbound.message },
    inboundKey,
    network,
    first: () => beginning(engine, conversationId, inbound),
  })
  if (taken.kind === 'refused') throw new Error(`a message was refused: ${taken.refused}`)
  return taken
}

/** The state before the first turn of a conversation that may be new. */
export async function beginning(engine: Engine, conversationId: string, begins: Begins): Promise<ConversationState> {
  const contactId = await engine.people.whoBegins(begins.workspaceId, conversationId, engine.now())
  return firstState(conversationId, contactId, begins)
}
