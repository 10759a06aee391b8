import type { Party } from '#schemas/api/merging.ts'
import { type ConversationDoc, type Names, viewOf } from '../chats/index.ts'
import type { ContactDoc } from './collections.ts'

/** One of two people who may be one, with their chats. */
export function partyOf({ _id, name, firstSeenAt }: ContactDoc, chats: readonly ConversationDoc[], names: Names): Party {
  const channels = new Map(chats.map((chat) => [chat.channelId, viewOf(chat, names).channel]))
  return { id: _id, ...(name !== undefined && { name }), channels: [...channels.values()], chats: chats.length, firstSeenAt }
}
