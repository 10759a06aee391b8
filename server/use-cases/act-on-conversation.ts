import type { Owner } from '#schemas/conversation.ts'
import type { AgentAction, Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState, takeTurn, turnOf } from '../engine/take-turn.ts'

export type Acted =
  | { kind: 'done'; turn: Turn }
  | { kind: 'no-conversation' }
  | { kind: 'not-owner'; owner: Owner }
  | { kind: 'unchanged'; owner: Owner }

/**
 * An agent takes, answers, notes, hands back, closes or opens again. It is a turn like any other, so the number decides who was first:
 * a flow and a person, or two people, never both act on the same state. A repeated `clientId` gives the first answer again.
 */
export async function actOnConversation(
  engine: Engine,
  who: { workspaceId: string; agentId: string },
  conversationId: string,
  action: AgentAction,
): Promise<Acted> {
  const known = engine.newest.get(conversationId) ?? (await newestState(engine, conversationId))
  if (known?.state.workspaceId !== who.workspaceId) return { kind: 'no-conversation' }
  const inboundKey = 'clientId' in action ? `agent:${conversationId}:${who.agentId}:${action.clientId}` : undefined
  if (inboundKey) {
    const turn = await turnOf(engine, inboundKey)
    if (turn) return { kind: 'done', turn }
  }
  const taken = await engine.queue.run(conversationId, {
    run: (network) =>
      takeTurn(engine, {
        conversationId,
        event: { kind: 'agent', action, agentId: who.agentId },
        network,
        ...(inboundKey ? { inboundKey } : {}),
      }),
  })
  if (taken.kind === 'turn' || taken.kind === 'duplicate') return { kind: 'done', turn: taken.turn }
  return { kind: taken.refused === 'not-owner' ? 'not-owner' : 'unchanged', owner: taken.owner }
}
