import type { Message, Update, User } from 'grammy/types'

/** One thing a customer does: what a message of theirs holds, or the button that they press. */
export type Said =
  | { text: string }
  | { press: { data: string; messageId: number } }
  | { message: Partial<Message> }
  | { edit: { messageId: number; text: string } }
  | { membership: 'kicked' | 'member' }

/** Files and other things that are no text, as the Bot API describes them (core.telegram.org/bots/api, types of `Message`). */
export const things = {
  'voice message': { voice: { file_id: 'AwACAgQ-voice', file_unique_id: 'v1', duration: 4, mime_type: 'audio/ogg' } },
  photo: {
    photo: [
      { file_id: 'AgACAgQ-small', file_unique_id: 'p1', width: 90, height: 51 },
      { file_id: 'AgACAgQ-large', file_unique_id: 'p2', width: 1280, height: 720 },
    ],
    caption: 'ORD-10012345',
  },
  document: {
    document: { file_id: 'BQACAgQ-doc', file_unique_id: 'd1', file_name: 'invoice.pdf', mime_type: 'application/pdf' },
  },
  sticker: {
    sticker: {
      file_id: 'CAACAgQ-s',
      file_unique_id: 's1',
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: false,
      is_video: false,
    },
  },
  place: { venue: { location: { latitude: 22.28, longitude: 114.16 }, title: 'Shop', address: 'Queen’s Road 1' } },
  dice: { dice: { emoji: '🎲', value: 6 } },
} satisfies Record<string, Partial<Message>>

export const person = (id: number, first_name: string): User => ({ id, is_bot: false, first_name })

/** The update that tells the bot of it. `shown`: our message that a pressed button stands under. */
export function updateOf(
  said: Said,
  {
    updateId,
    from,
    at,
    messageId,
    shown,
  }: { updateId: number; from: User; at: number; messageId: number; shown?: Message | undefined },
): Update {
  const chat = { id: from.id, type: 'private', first_name: from.first_name } as const
  const date = Math.floor(at / 1000)
  const base = { chat, from, date }
  if ('text' in said) return { update_id: updateId, message: { ...base, message_id: messageId, text: said.text } }
  if ('message' in said) return { update_id: updateId, message: { ...base, message_id: messageId, ...said.message } as never }
  if ('edit' in said)
    return {
      update_id: updateId,
      edited_message: { ...base, message_id: said.edit.messageId, edit_date: date, text: said.edit.text } as never,
    }
  if ('press' in said)
    return {
      update_id: updateId,
      callback_query: {
        id: `${from.id}${updateId}`,
        from,
        chat_instance: '1',
        data: said.press.data,
        message: shown ?? ({ chat, date: 0, message_id: said.press.messageId } as never),
      },
    }
  const bot: User = { id: 4242, is_bot: true, first_name: 'Shop' }
  const [before, now] = said.membership === 'kicked' ? (['member', 'kicked'] as const) : (['kicked', 'member'] as const)
  return {
    update_id: updateId,
    my_chat_member: {
      ...base,
      old_chat_member: { status: before, user: bot } as never,
      new_chat_member: { status: now, user: bot } as never,
    },
  }
}
