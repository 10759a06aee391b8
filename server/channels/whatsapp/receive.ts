import { accountsIn, decode } from '#runtime/channels/whatsapp/decode.ts'
import type { Instant } from '#schemas/instant.ts'
import type { DoorRequest, OpenChannel, Received } from '../contract.ts'
import { objectIn } from '../json-body.ts'
import { handshake, verify } from './verify.ts'

/** Meta's GET when the webhook is set up, and its POST with what happened to one or many of an app's numbers. */
export function receive(request: DoorRequest, channel: OpenChannel, receivedAt: Instant): Received {
  if (request.method === 'GET') return { events: [], answer: handshake(new URL(request.url).searchParams, channel) }
  const wrong = verify(request, channel)
  if (wrong) return { refused: 'bad-signature', reason: wrong }
  const body = objectIn(request.rawBody)
  if ('refused' in body) return body
  const account = String(channel.settings.phoneNumberId)
  const others = accountsIn(body.object).filter((other) => other !== account)
  const events = decode(body.object, channel.id, { account, receivedAt })
  return { events, ...(others.length > 0 ? { others } : {}) }
}
