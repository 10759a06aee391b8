import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { encode } from '#runtime/channels/whatsapp/encode.ts'
import { createEgress, type Egress } from '#server/egress/egress.ts'
import { startWhatsAppPeer, type WhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'
import type { OpenChannel } from '../contract.ts'
import { failureOf } from './errors.ts'
import { send } from './send.ts'

const account = { appSecret: 'app secret', accessToken: 'token', phoneNumberId: '100200300' }
const mei = '85291111111'
const hello: DrawnMessage = { kind: 'text', text: 'Hello' }
let peer: WhatsAppPeer
let egress: Egress

beforeAll(async () => {
  peer = await startWhatsAppPeer({ ...account, window: false })
  egress = createEgress({ allowPrivate: [peer.place] })
})
afterAll(async () => {
  await egress.close()
  await peer.close()
})
const channel = (settings: Record<string, unknown> = {}, secrets: Record<string, string> = {}): OpenChannel => ({
  id: 'ch1',
  kind: 'whatsapp',
  settings: { phoneNumberId: account.phoneNumberId, apiBaseUrl: peer.url, apiVersion: 'v23.0', ...settings },
  secrets: { accessToken: account.accessToken, appSecret: account.appSecret, ...secrets },
})
const sending = (on = channel(), drawn = hello) => send(egress, on, encode(drawn, mei, { ourId: 'c1.00000001.0' }))

it('a sent message comes back with the vendor’s id and carries ours', async () => {
  const result = await sending()
  const [message] = (await peer.arrived(1)).slice(-1)
  expect(result).toEqual({ ok: true, providerId: message?.providerId })
  expect(message).toMatchObject({ to: mei, ourId: 'c1.00000001.0' })
})

/** What the vendor says of it is kept with the code. */
const withDetails = (code: string) => ({ code, values: { details: 'Failing as told' } })

it.each<[number, { status?: number; retryAfter?: number } | undefined, object]>([
  [130429, { status: 429, retryAfter: 7 }, { retry: true, afterMs: 7000, tooFast: 'channel', code: 130429 }],
  [131056, undefined, { retry: true, afterMs: 6000, tooFast: 'person', code: 131056 }],
  [131056, { retryAfter: 30 }, { retry: true, afterMs: 30_000, tooFast: 'person', code: 131056 }],
  [131000, { status: 500 }, { retry: true, code: 131000 }],
  [131047, undefined, { retry: false, code: 131047, why: { code: 'outside-window' } }],
  [131026, undefined, { retry: false, code: 131026, why: { code: 'undeliverable' } }],
  [
    131009,
    undefined,
    {
      retry: false,
      code: 131009,
      why: withDetails('content-refused'),
    },
  ],
  [131031, undefined, { retry: false, code: 131031, alarm: { code: 'locked' } }],
  [230, { status: 403 }, { retry: false, code: 230, alarm: { code: 'may-not-send' } }],
  [999_999, { status: 503 }, { retry: true, code: 999_999 }],
  [999_999, undefined, { retry: false, code: 999_999, why: withDetails('refused') }],
])('the vendor’s error %i %o asks for %o', async (code, answer, expected) => {
  peer.failNext(code, 1, answer)
  expect(await sending()).toEqual({ ok: false, why: { code: expect.any(String) }, ...expected })
})

it('a revoked token stops the channel, not only the message', async () => {
  expect(await sending(channel({}, { accessToken: 'revoked' }))).toEqual({
    ok: false,
    retry: false,
    code: 190,
    why: { code: 'token-refused' },
    alarm: { code: 'token-refused' },
  })
})

it('a phone number id that is not there stops the channel: the message is not to blame', async () => {
  expect(await sending(channel({ phoneNumberId: '999' }))).toEqual({
    ok: false,
    retry: false,
    code: 100,
    why: { code: 'unknown-number' },
    alarm: { code: 'unknown-number' },
  })
})

it('an API address inside our network is never called, unless the operator has opened it', async () => {
  expect(await sending(channel({ apiBaseUrl: 'http://127.0.0.1:8080' }))).toEqual({
    ok: false,
    retry: false,
    why: { code: 'wrong-address' },
    alarm: { code: 'wrong-address', values: { why: 'private-address' } },
  })
})

it('a token is not sent in the clear, wherever the settings come from', async () => {
  expect(await sending(channel({ apiBaseUrl: 'http://graph.facebook.com' }))).toEqual({
    ok: false,
    retry: false,
    why: { code: 'wrong-address' },
    alarm: { code: 'wrong-address', values: { why: 'in-the-clear' } },
  })
})

it('a network that is away is tried again', async () => {
  const away = createEgress({ allowPrivate: ['127.0.0.1:9'] })
  const result = await send(away, channel({ apiBaseUrl: 'http://127.0.0.1:9/' }), encode(hello, mei))
  expect(result).toEqual({
    ok: false,
    retry: true,
    why: { code: 'unreachable' },
  })
  await away.close()
})

it('an answer without the vendor’s shape is judged by its status', () => {
  expect([200, 400, 401, 408, 429, 502].map((status) => failureOf({ status }).retry)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ])
})
