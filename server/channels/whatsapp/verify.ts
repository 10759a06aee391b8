import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DoorAnswer, DoorRequest, OpenChannel } from '../contract.ts'

/**
 * `X-Hub-Signature-256: sha256=<hex>` is the HMAC-SHA256 of the raw body under the app secret; Meta writes lower-case hex, so nothing
 * else is taken. Meta signs no time: a replayed body still verifies, and is harmless because message ids are kept
 * and a repeat ends there. What is wrong with it, for the log; undefined when nothing is.
 */
export function verify({ headers, rawBody }: Pick<DoorRequest, 'headers' | 'rawBody'>, channel: OpenChannel): string | undefined {
  const header = headers['x-hub-signature-256']
  if (typeof header !== 'string') return 'no signature'
  const { appSecret } = channel.secrets
  // An empty secret would let everybody sign.
  if (!appSecret) return 'the channel has no app secret'
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header)?.[1]
  if (!hex) return 'a malformed signature'
  const expected = createHmac('sha256', appSecret).update(rawBody).digest()
  return timingSafeEqual(expected, Buffer.from(hex, 'hex')) ? undefined : 'a wrong signature'
}

/** Meta's GET when the webhook is set up: the challenge goes back to whoever knows the verify token. */
export function handshake(query: URLSearchParams, channel: OpenChannel): DoorAnswer {
  const verifyToken = channel.settings.verifyToken
  const known =
    typeof verifyToken === 'string' && verifyToken !== '' && sameText(query.get('hub.verify_token') ?? '', verifyToken)
  const challenge = query.get('hub.challenge') ?? ''
  // Meta's challenge is a number; anything else is not worth echoing.
  if (query.get('hub.mode') !== 'subscribe' || !known || !/^[\w-]{1,200}$/.test(challenge)) return { status: 403, body: '' }
  return { status: 200, body: challenge }
}

/** Compares digests, which have one length whatever was sent. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'verify token').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
