import type { ConversationState } from '#schemas/conversation.ts'
import type { ChannelKind, IncomingMessage } from '#schemas/message.ts'

/** What a conversation begins with. */
export interface Begins {
  workspaceId: string
  channelKind: ChannelKind
  message: Pick<IncomingMessage, 'channelId' | 'from'>
}

/** The conversation before its first turn. */
export const firstState = (
  conversationId: string,
  contactId: string,
  { workspaceId, channelKind, message }: Begins,
): ConversationState => ({
  workspaceId,
  conversationId,
  channel: { id: message.channelId, kind: channelKind },
  address: message.from.address ?? message.from.externalId,
  owner: { kind: 'flow' },
  status: 'open',
  contact: { id: contactId, fields: {}, tags: [] },
  past: {},
  inbound: 0,
})
