import { turnId } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import type { ChannelPlace } from '../engine/parts.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { identities } from './collections.ts'
import { identityId } from './identities.ts'

/**
 * Whoever writes under this id of a channel is a contact that is known already, from another channel. Whether it is so: a conversation
 * that has begun is somebody's, and stays theirs. May be repeated.
 */
export async function joinContact(
  { store, turns, people }: Pick<Engine, 'store' | 'turns' | 'people'>,
  { channel, externalId, contactId }: { channel: ChannelPlace; externalId: string; contactId: string },
): Promise<boolean> {
  const conversationId = await people.conversationOf(channel, { externalId })
  const whose = async () => (await turns.get(turnId(conversationId, 1)))?.state.contact.id
  const before = await whose()
  if (before !== undefined) return before === contactId
  const docs = inWorkspace(store, identities, channel.workspaceId)
  await docs.update(identityId(channel.id, externalId), { $set: { contactId } }, { conversationId })
  // It may have begun meanwhile.
  return ((await whose()) ?? contactId) === contactId
}
