import { createHmac, timingSafeEqual } from 'node:crypto'
import { decode, pressedIn } from '#runtime/channels/telegram/decode.ts'
import type { Instant } from '#schemas/instant.ts'
import type { DoorRequest, OpenChannel, Received } from '../contract.ts'
import { objectIn } from '../json-body.ts'

/**
 * One update. Telegram signs nothing: it repeats the word that it was told when the webhook was set up. A pressed button turns until it
 * is answered, which the answer to the request itself does.
 */
export function receive({ method, headers, rawBody }: DoorRequest, channel: OpenChannel, receivedAt: Instant): Received {
  if (method !== 'POST') return { refused: 'method-not-allowed' }
  const { botToken } = channel.secrets
  if (!botToken) return { refused: 'bad-signature', reason: 'no-token' }
  const word = headers['x-telegram-bot-api-secret-token']
  if (typeof word !== 'string') return { refused: 'bad-signature', reason: 'no-secret-word' }
  if (!isSame(word, webhookWord(channel))) return { refused: 'bad-signature', reason: 'wrong-secret-word' }
  const body = objectIn(rawBody)
  if ('refused' in body) return body
  const events = decode(body.object, channel.id, { receivedAt })
  const pressed = pressedIn(body.object)
  if (!pressed) return { events }
  const answered = JSON.stringify({ method: 'answerCallbackQuery', callback_query_id: pressed })
  return { events, answer: { status: 200, body: answered, type: 'application/json' } }
}

/** The word of a channel: made of its token, so that it is kept nowhere and changes with it. */
export const webhookWord = ({ id, secrets }: OpenChannel): string =>
  createHmac('sha256', secrets.botToken ?? '')
    .update(`webhook of ${id}`)
    .digest('base64url')

/** Compares digests, which have one length whatever was sent. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'secret token').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
