import { record } from '#runtime/channels/shape.ts'
import { allowedUpdates } from '#runtime/channels/telegram/decode.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, Opened } from '../contract.ts'
import { callBot } from './bot-api.ts'
import { webhookWord } from './receive.ts'

/** Tells Telegram where to bring updates; doing so again changes nothing. What came meanwhile is brought then. */
export async function openWebhook(egress: Egress, channel: OpenChannel, callback: string): Promise<Opened> {
  const answer = await callBot(egress, channel, 'setWebhook', {
    url: callback,
    secret_token: webhookWord(channel),
    allowed_updates: allowedUpdates,
  })
  if (answer.ok) return { ok: true }
  const { failure, error } = answer
  if (failure.alarm) return { ok: false, reason: failure.alarm }
  if (failure.retry) return { ok: false, reason: { code: 'not-told' } }
  return { ok: false, reason: { code: 'address-refused', values: { details: (error.description ?? '').slice(0, 450) } } }
}

/** Telegram brings no more, unless the bot has been given to another address since. Whether it heard that is not asked. */
export async function closeWebhook(egress: Egress, channel: OpenChannel, callback: string): Promise<void> {
  const info = await callBot(egress, channel, 'getWebhookInfo')
  if (info.ok && record(info.result).url === callback) await callBot(egress, channel, 'deleteWebhook')
}
