import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { identities } from './collections.ts'

/**
 * Whoever begins this conversation is a contact that is known already, from another channel. Whether it is so: a conversation that has
 * begun is somebody's, and stays theirs. May be repeated.
 */
export async function joinContact(
  { store, turns }: Pick<Engine, 'store' | 'turns'>,
  { workspaceId, conversationId, contactId }: { workspaceId: string; conversationId: string; contactId: string },
): Promise<boolean> {
  const docs = inWorkspace(store, identities, workspaceId)
  const whose = async () => (await turns.get(turnId(conversationId, 1)))?.state.contact.id
  const before = await whose()
  if (before !== undefined) return before === contactId
  try {
    await docs.insert({ _id: conversationId, conversationId, contactId })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    await docs.update(conversationId, { $set: { contactId } }, { conversationId })
  }
  // It may have begun meanwhile.
  return ((await whose()) ?? contactId) === contactId
}
