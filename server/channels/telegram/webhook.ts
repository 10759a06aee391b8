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
  if (failure.alarm) return { ok: false, reason: failure.reason, wayOut: failure.wayOut ?? '' }
  if (failure.retry)
    return { ok: false, reason: 'Telegram could not be told where to bring messages.', wayOut: 'It is tried again every minute.' }
  return {
    ok: false,
    reason: `Telegram does not take this server’s address: ${error.description ?? ''}`.trim(),
    wayOut:
      'Telegram brings messages only to an https address with a public name, on port 443, 80, 88 or 8443: set PUBLIC_URL to it.',
  }
}

/** Telegram brings no more, unless the bot has been given to another address since. Whether it heard that is not asked. */
export async function closeWebhook(egress: Egress, channel: OpenChannel, callback: string): Promise<void> {
  const info = await callBot(egress, channel, 'getWebhookInfo')
  if (info.ok && record(info.result).url === callback) await callBot(egress, channel, 'deleteWebhook')
}
