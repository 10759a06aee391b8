import { list, number, record, text } from '#runtime/channels/shape.ts'
import { fileFields } from '#runtime/channels/telegram/encode.ts'
import { messageIdOf } from '#runtime/channels/telegram/message-id.ts'
import type { Egress } from '../../egress/egress.ts'
import type { FileToSend, KeptFile, OpenChannel, SendResult } from '../contract.ts'
import { callBot } from './bot-api.ts'

/** One call of the Bot API. A file goes along in it: Telegram takes none without a message. */
export async function send(
  egress: Egress,
  channel: OpenChannel,
  { method, params }: Record<string, unknown>,
  file?: FileToSend,
): Promise<SendResult> {
  const field = fileFields[String(method)]
  const along = file && field ? { file, field } : undefined
  const answer = await callBot(egress, channel, String(method), record(params), along)
  if (!answer.ok) return answer.failure
  const { message_id, chat } = record(answer.result)
  const messageId = number(message_id)
  const chatId = number(record(chat).id)
  if (messageId !== undefined && chatId !== undefined)
    return { ok: true, providerId: messageIdOf(chatId, messageId), ...(along ? keptAs(record(answer.result)[along.field]) : {}) }
  // Sending again could say it twice.
  return { ok: false, retry: false, why: { code: 'unclear' } }
}

/** What the bot knows the file by from now on. Of a photo there are several sizes; the largest comes last. */
function keptAs(shown: unknown): { kept?: KeptFile } {
  const fileId = text(record(Array.isArray(shown) ? list(shown).at(-1) : shown).file_id)
  return fileId ? { kept: { fileId } } : {}
}
