import type { Owner } from '#schemas/conversation.ts'
import type { AgentAction, Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { type EventKey, writtenKey } from '../engine/event-keys.ts'
import { type TurnResult, takeTurn, turnOf } from '../engine/turns/take-turn.ts'
import { answersPeople } from './answers-people.ts'
import type { Viewer } from './scope.ts'
import { seenBy } from './seen.ts'

export type Acted =
  | { kind: 'done'; turn: Turn }
  | { kind: 'no-conversation' }
  | { kind: 'not-owner'; owner: Owner }
  /** Too long after the customer's last message: the channel takes no answer any more. */
  | { kind: 'window-closed'; owner: Owner }
  | { kind: 'too-many'; owner: Owner }
  | { kind: 'unchanged'; owner: Owner }

/**
 * An agent takes, answers, notes, hands back, closes or opens again. It is a turn like any other, so the number decides who was first:
 * a flow and a person, or two people, never both act on the same state. A repeated `clientId` gives the first answer again, as does a repeated `key`,
 * under which the action is done once.
 *
 * A chat has one owner, and only they answer, hand back and close. Whoever may answer people takes over from a colleague by naming
 * them (`take` with `from`), whatever their role: a chat must not wait for somebody who is away. From an owner who answers nobody any
 * more (removed, or with a role that only reads) the chat is taken over first, whatever is done to it: a turn of its own.
 *
 * A chat that is not theirs to see is none; what they did to it themselves is answered again all the same.
 */
export async function actOnConversation(
  engine: Engine,
  who: Viewer,
  conversationId: string,
  action: AgentAction,
  key?: EventKey,
): Promise<Acted> {
  const { workspaceId, agentId } = who
  if (!(await seenBy(engine, { workspaceId, agentId }, conversationId))) return { kind: 'no-conversation' }
  const inboundKey = key ?? ('clientId' in action ? writtenKey(conversationId, agentId, action.clientId) : undefined)
  if (inboundKey) {
    const turn = await turnOf(engine, inboundKey)
    if (turn) return { kind: 'done', turn }
  }
  if (!(await seenBy(engine, who, conversationId))) return { kind: 'no-conversation' }
  const taken = await engine.queue.run(conversationId, {
    run: async (network) => {
      const act = (action: AgentAction, inboundKey?: EventKey): Promise<TurnResult> =>
        takeTurn(engine, {
          conversationId,
          event: { kind: 'agent', action, agentId: who.agentId },
          network,
          ...(inboundKey ? { inboundKey } : {}),
        })
      const first = await act(action, inboundKey)
      const gone = first.kind === 'refused' && first.refused === 'not-owner' && (await goneOwner(engine, who, first.owner))
      if (!gone) return first
      const over = await act({ do: 'take', from: gone })
      return action.do === 'take' || over.kind === 'refused' ? over : act(action, inboundKey)
    },
  })
  if (taken.kind === 'turn' || taken.kind === 'duplicate') return { kind: 'done', turn: taken.turn }
  // Somebody else was quicker: whoever may not see what it is now is not told whose.
  if (!(await seenBy(engine, who, conversationId))) return { kind: 'no-conversation' }
  const { refused, owner } = taken
  const told = refused === 'not-owner' || refused === 'window-closed' || refused === 'too-many'
  return { kind: told ? refused : 'unchanged', owner }
}

/** The owner, if it is a person who answers nobody here any more. */
async function goneOwner(engine: Engine, { workspaceId }: Viewer, owner: Owner): Promise<string | undefined> {
  if (owner.kind !== 'agent') return undefined
  return (await answersPeople(engine.store, { workspaceId, agentId: owner.agentId })) ? undefined : owner.agentId
}
