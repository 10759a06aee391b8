import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { newestTurn } from '../engine/turns/take-turn.ts'
import { type Acted, actOnConversation } from './act-on-conversation.ts'
import type { Viewer } from './scope.ts'
import { seenBy } from './seen.ts'

/**
 * Takes back that somebody closed a chat, in its turn `number`: it goes back to whom it belonged. Only by them, and only while nothing has
 * happened since.
 */
export async function undoClose(engine: Engine, who: Viewer, conversationId: string, number: number): Promise<Acted> {
  const newest = await newestTurn(engine, conversationId)
  if (!newest || !(await seenBy(engine, who, conversationId))) return { kind: 'no-conversation' }
  const { event, state } = newest
  const isIt = newest.number === number && event.kind === 'agent' && event.action.do === 'close' && event.agentId === who.agentId
  const to = isIt ? (await engine.turns.get(turnId(conversationId, number - 1)))?.state.owner : undefined
  return to ? actOnConversation(engine, who, conversationId, { do: 'reopen', to }) : { kind: 'unchanged', owner: state.owner }
}
