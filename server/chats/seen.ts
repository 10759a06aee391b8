import { isForgotten } from '#runtime/forget.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import { belongs, standingAt, type Viewer } from './scope.ts'

/**
 * A conversation's newest state, for whoever may see it; null when it is not theirs to see, which looks like one that does not exist.
 * What this process remembers is enough for who sees everything; for others it is read, since another process may have moved it on.
 */
export async function seenBy(
  engine: Engine,
  who: Viewer,
  conversationId: string,
): Promise<{ number: number; state: ConversationState } | null> {
  const narrow = who.scope !== undefined && who.scope.sees !== 'all'
  const known = (narrow ? undefined : engine.newest.get(conversationId)) ?? (await newestState(engine, conversationId))
  if (known?.state.workspaceId !== who.workspaceId || isForgotten(known.state)) return null
  return !narrow || belongs(who, await standingAt(engine, known)) ? known : null
}
