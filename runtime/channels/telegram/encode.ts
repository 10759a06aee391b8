import type { Cue } from '#schemas/message.ts'
import type { DrawnMessage } from '../contract.ts'
import { dataOf } from './callback-data.ts'
import { placeOf } from './message-id.ts'

/** A method of the Bot API and what it is called with. Texts go as they are: nothing in them is taken for a mark-up. */
export function encode(
  message: DrawnMessage,
  to: string,
  ids: { replyTo?: string } = {},
): { method: string; params: Record<string, unknown> } {
  const { method, params } = contentOf(message)
  const replyTo = ids.replyTo && placeOf(ids.replyTo)
  return {
    method,
    params: {
      chat_id: to,
      ...params,
      ...(replyTo ? { reply_parameters: { message_id: replyTo.messageId, allow_sending_without_reply: true } } : {}),
    },
  }
}

/** Shown for five seconds, or until a message comes. */
export const encodeCue = (cue: Cue, to: string): { method: string; params: Record<string, unknown> } | undefined =>
  cue === 'typing' ? { method: 'sendChatAction', params: { chat_id: to, action: 'typing' } } : undefined

function contentOf(message: DrawnMessage): { method: string; params: Record<string, unknown> } {
  switch (message.kind) {
    case 'text':
    case 'template':
      return { method: 'sendMessage', params: { text: message.text } }
    case 'buttons':
      return withButtons(message.text, message.buttons)
    case 'list':
      return withButtons(message.text, message.rows)
    case 'media': {
      const [method, field] = media[message.media]
      return {
        method,
        params: { [field]: message.fileId ?? message.url, ...(message.caption ? { caption: message.caption } : {}) },
      }
    }
  }
}

const media = {
  image: ['sendPhoto', 'photo'],
  video: ['sendVideo', 'video'],
  audio: ['sendAudio', 'audio'],
  document: ['sendDocument', 'document'],
} as const

/** In which field of its method a file stands. */
export const fileFields: Readonly<Record<string, string>> = Object.fromEntries(Object.values(media))

const withButtons = (text: string, choices: readonly { id: string; label: string }[]) => ({
  method: 'sendMessage',
  params: {
    text,
    reply_markup: { inline_keyboard: choices.map(({ id, label }) => [{ text: label, callback_data: dataOf(id) }]) },
  },
})
