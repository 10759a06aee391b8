import { isForgotten } from '#runtime/forget.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import { AppError } from '../errors.ts'
import { UniqueViolation } from '../store/contract.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { conversations, type ForgettingDoc, forgettings } from './collections.ts'
import { emptied } from './forgettings.ts'

/**
 * Deletes a conversation with everything in it: for nobody to be seen from the moment this resolves, on disk within seconds
 * (`forgettings.ts`). Counters stay; what is kept says which figures it is missing behind.
 */
export async function forgetConversation(
  deps: Pick<Deps, 'store' | 'engine' | 'now' | 'random'>,
  actor: Actor,
  conversationId: string,
): Promise<void> {
  const { store, engine } = deps
  const known = await newestState(engine, conversationId)
  if (known?.state.workspaceId !== actor.workspaceId || isForgotten(known.state)) throw new AppError('not-found')
  const at = instantNow(deps)
  const doc: ForgettingDoc = {
    _id: newId(deps),
    workspaceId: actor.workspaceId,
    userId: actor.caller.user.id,
    conversationId,
    at,
    dueAt: at,
  }
  try {
    await store.collection(forgettings).insert(doc)
  } catch (error) {
    // Somebody asked for it before: it is on its way.
    if (error instanceof UniqueViolation) return
    throw error
  }
  await recordAudit(deps, actor, 'delete', `chat ${doc._id}`)
  await emptied(engine, doc)
  await store.collection(conversations).delete({ _id: conversationId })
}
