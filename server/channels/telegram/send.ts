import { number, record } from '#runtime/channels/shape.ts'
import { messageIdOf } from '#runtime/channels/telegram/message-id.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, SendResult } from '../contract.ts'
import { callBot } from './bot-api.ts'

/** One call of the Bot API. */
export async function send(
  egress: Egress,
  channel: OpenChannel,
  { method, params }: Record<string, unknown>,
): Promise<SendResult> {
  const answer = await callBot(egress, channel, String(method), record(params))
  if (!answer.ok) return answer.failure
  const { message_id, chat } = record(answer.result)
  const messageId = number(message_id)
  const chatId = number(record(chat).id)
  if (messageId !== undefined && chatId !== undefined) return { ok: true, providerId: messageIdOf(chatId, messageId) }
  // Sending again could say it twice.
  return { ok: false, retry: false, why: { code: 'unclear' } }
}
