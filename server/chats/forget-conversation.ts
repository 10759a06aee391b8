import { isForgotten } from '#runtime/forget.ts'
import { instantAt } from '#schemas/instant.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import type { Engine } from '../engine/engine.ts'
import { timeOrderedId } from '../engine/ids.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import { AppError } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
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

/**
 * The same of somebody who is erased, under the id of their erasure: the turns stay, redacted, under a new id of nobody's. May be repeated.
 */
export async function eraseConversation(
  engine: Engine,
  { id, workspaceId, userId, conversationId }: { id: string; workspaceId: string; userId: string; conversationId: string },
): Promise<void> {
  const known = await newestState(engine, conversationId)
  if (known?.state.workspaceId !== workspaceId || isForgotten(known.state)) return
  const docs = engine.store.collection(forgettings)
  const at = instantAt(engine.now())
  const doc: ForgettingDoc = {
    _id: `${id}.${conversationId}`,
    workspaceId,
    userId,
    conversationId,
    at,
    dueAt: at,
    redactAs: `r${timeOrderedId(engine.now())}`,
  }
  await docs.insertMany([doc])
  await emptied(engine, doc)
  await engine.store.collection(conversations).delete({ _id: conversationId })
}

/** Whether chats of these contacts, or these themselves, are being deleted still. */
export async function areBeingForgotten(store: Store, conversationIds: readonly string[]): Promise<boolean> {
  if (conversationIds.length === 0) return false
  const docs = store.collection(forgettings)
  return (await docs.count({ conversationId: { $in: [...conversationIds] } }, { atMost: 1 })) > 0
}

/** The conversations of these contacts. */
export const conversationsOf = async (store: Store, workspaceId: string, contactIds: readonly string[]): Promise<string[]> =>
  (
    await findAll(store.collection(conversations), { workspaceId, contactId: { $in: [...contactIds] } }, { contactId: 1 }, [
      '_id',
    ])
  ).map(({ _id }) => _id)
