import type { Sender } from '#schemas/message.ts'
import type { Engine } from '../engine.ts'
import type { ChannelPlace } from '../parts.ts'

/** The conversation was deleted: its person begins another. */
export class ConversationGone extends Error {
  override name = 'ConversationGone'
}

/** It was said by somebody who is erased, and comes again. */
export class ErasedAgain extends Error {
  override name = 'ErasedAgain'
}

/**
 * Does something in the conversation of whoever writes on a channel; in a new one, should theirs be deleted meanwhile. It begins at once
 * where the conversation is known, so that what came first stays first.
 */
export async function inConversationOf<T>(
  { people }: Pick<Engine, 'people'>,
  channel: ChannelPlace,
  sender: Sender,
  act: (conversationId: string) => Promise<T>,
  key?: string,
): Promise<T> {
  for (;;) {
    const found = people.conversationOf(channel, sender, key)
    const conversationId = found instanceof Promise ? await found : found
    try {
      return await act(conversationId)
    } catch (error) {
      if (!(error instanceof ConversationGone)) throw error
      await people.leave(channel, sender, conversationId)
    }
  }
}
