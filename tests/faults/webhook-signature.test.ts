import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChannelKind } from '#schemas/message.ts'
import type { ChannelIO, DoorRequest, OpenChannel, Received } from '#server/channels/contract.ts'
import { channelRegistry } from '#server/channels/registry.ts'
import { webhookWord } from '#server/channels/telegram/receive.ts'
import { visitorOf } from '#server/channels/web-chat/visitor.ts'
import { createEgress } from '#server/egress/egress.ts'
import { inbox, turns } from '#server/engine/collections.ts'
import { deliveries } from '#server/outbox/collections.ts'
import { contacts } from '#server/people/collections.ts'
import type { CollectionDefinition, Store, Stored } from '#server/store/contract.ts'
import { messagesBody, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { inProcess, testSecrets } from '#tests/support/in-process.ts'
import { seed, seedShop } from '#tests/support/seed.ts'
import { eachStore } from '#tests/support/stores.ts'
import { post } from './senders.ts'

const channels = channelRegistry(createEgress())
const io = (kind: ChannelKind): ChannelIO => channels.get(kind) as ChannelIO
const whatsapp: OpenChannel = {
  id: 'ch1',
  kind: 'whatsapp',
  settings: { phoneNumberId: '100200300', verifyToken: 'our words' },
  secrets: { appSecret: 'the app secret', accessToken: 'token' },
}
const raw = Buffer.from('{"object":"whatsapp_business_account","entry":[ {"id":"1", "changes":[]}],"text":"\\u0e2a 你好"}')
const sign = (body: Buffer | string, secret = 'the app secret') =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
const receive = (request: Partial<DoorRequest>, channel = whatsapp) =>
  io('whatsapp').receive?.(
    { method: 'POST', url: 'https://shop.example/webhooks/whatsapp/ch1', headers: {}, rawBody: raw, ...request },
    channel,
    '2026-11-23T10:00:00.000Z',
  ) as Received
const signedWith = (signature: string | string[] | undefined, rawBody = raw, channel = whatsapp) =>
  receive({ headers: { 'x-hub-signature-256': signature } as DoorRequest['headers'], rawBody }, channel)
const isRefused = (...request: Parameters<typeof signedWith>) => {
  const received = signedWith(...request)
  return 'refused' in received && received.refused === 'bad-signature'
}

describe('a WhatsApp webhook', () => {
  it('is taken when the app secret signed exactly these bytes', () => {
    expect(signedWith(sign(raw))).toEqual({ events: [] })
    expect(signedWith(sign(''), Buffer.alloc(0))).toEqual({ refused: 'bad-json' })
  })

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['a wrong one', sign('something else')],
    ['another tenant’s', sign(raw, 'another secret')],
    ['one over the body written again', sign(JSON.stringify(JSON.parse(raw.toString())))],
    ['upper-case digits', sign(raw).toUpperCase().replace('SHA256', 'sha256')],
    ['an upper-case name', sign(raw).replace('sha256', 'SHA256')],
    ['one without its name', sign(raw).slice(7)],
    ['one cut short', sign(raw).slice(0, -2)],
    ['one too long', `${sign(raw)}00`],
    ['the older SHA-1 kind', `sha1=${createHmac('sha1', 'the app secret').update(raw).digest('hex')}`],
    ['base64', `sha256=${createHmac('sha256', 'the app secret').update(raw).digest('base64')}`],
    ['a line break behind it', `${sign(raw)}\n`],
    ['two of them', [sign(raw), sign(raw)]],
  ])('is refused with %s', (_name, signature) => {
    expect(isRefused(signature)).toBe(true)
  })

  it('is refused when any byte of the body or any digit of the signature differs', () => {
    const digits = sign(raw)
    fc.assert(
      fc.property(fc.nat({ max: raw.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(raw)
        changed[at] = (changed[at] as number) ^ flip
        return isRefused(digits, changed)
      }),
    )
    for (let at = 7; at < digits.length; at++) {
      const other = digits[at] === '0' ? '1' : '0'
      expect(isRefused(digits.slice(0, at) + other + digits.slice(at + 1))).toBe(true)
    }
  })

  it('is refused by a channel without a secret, whatever is signed', () => {
    for (const secrets of [{}, { appSecret: '' }] as Record<string, string>[]) {
      expect(isRefused(sign(raw, ''), raw, { ...whatsapp, secrets })).toBe(true)
    }
  })
})

const bot: OpenChannel = {
  id: 'ch2',
  kind: 'telegram',
  settings: { apiBaseUrl: 'https://api.telegram.org' },
  secrets: { botToken: '4242:the-bot-token' },
}
const update = Buffer.from('{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"text":"hi"}}')

describe('an update of Telegram', () => {
  const word = webhookWord(bot)
  const brought = (secret: string | string[] | undefined, channel = bot, rawBody = update) => {
    const headers = { 'x-telegram-bot-api-secret-token': secret } as DoorRequest['headers']
    const asked = { method: 'POST', url: 'https://shop.example/webhooks/telegram/ch2', headers, rawBody }
    return io('telegram').receive?.(asked, channel, '2026-11-23T10:00:00.000Z') as Received
  }

  it('is taken with the word that the bot was told when its webhook was set up', () => {
    expect(brought(word)).toMatchObject({ events: [{ kind: 'message' }] })
  })

  it.each([
    ['no word', undefined],
    ['an empty one', ''],
    ['a wrong one', 'another'],
    ['another tenant’s', webhookWord({ ...bot, secrets: { botToken: '1:another' } })],
    ['that of another channel with the same bot', webhookWord({ ...bot, id: 'ch3' })],
    ['upper-case letters', word.toUpperCase()],
    ['one cut short', word.slice(0, -1)],
    ['one too long', `${word}A`],
    ['a line break behind it', `${word}\n`],
    ['two of them', [word, word]],
    ['the token itself', '4242:the-bot-token'],
  ])('is refused with %s', (_name, secret) => {
    expect(brought(secret)).toMatchObject({ refused: 'bad-signature' })
  })

  it('is refused by a channel without a token, whatever it carries', () => {
    for (const secrets of [{}, { botToken: '' }] as Record<string, string>[]) {
      const channel = { ...bot, secrets }
      expect(brought(webhookWord(channel), channel)).toMatchObject({ refused: 'bad-signature' })
    }
  })
})

const nothing = async (store: Store): Promise<void> => {
  for (const kept of [turns, inbox, deliveries, contacts] as CollectionDefinition<Stored>[])
    expect(await store.collection(kept).count({})).toBe(0)
}

eachStore('a webhook that nobody of ours signed', (open) => {
  it('is answered 401 and leaves nothing behind', async () => {
    const store = await open()
    await seedShop(store, testSecrets)
    const server = await inProcess(store)
    const said = messagesBody(seed, [{ say: says.text('hi'), from: '85290001234', id: 'wamid.1' }])
    const { body, headers } = signed(seed, said)
    const send = (signature: Record<string, string>) => post(`${server.url}/webhooks/whatsapp/${seed.whatsApp}`, body, signature)
    const forged = [
      {},
      { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` },
      signed({ ...seed, appSecret: 'another' }, said).headers,
    ]
    for (const signature of forged) expect(await send(signature)).toBe(401)
    await nothing(store)
    expect(await send(headers)).toBe(200)
    expect(await store.collection(turns).count({})).toBe(1)
    await server.close()
  })

  it('is answered 401 by a bot of Telegram, and 404 by a mailbox, which nobody calls', async () => {
    const store = await open()
    await seedShop(store, testSecrets, { botApi: 'https://api.telegram.org', mail: { imap: 1143, smtp: 1025 } })
    const server = await inProcess(store, { workers: false })
    const send = (place: string, word?: string) =>
      post(`${server.url}/webhooks/${place}`, update, word ? { 'X-Telegram-Bot-Api-Secret-Token': word } : {})
    for (const word of [undefined, 'another', webhookWord(bot)]) expect(await send(`telegram/${seed.telegram}`, word)).toBe(401)
    expect(await send(`email/${seed.email}`)).toBe(404)
    await nothing(store)
    await server.close()
  })
})

describe('the handshake', () => {
  const shake = (query: string) => receive({ method: 'GET', url: `https://shop.example/webhooks/whatsapp/ch1?${query}` })

  it('gives the challenge back to whoever knows the verify token', () => {
    expect(shake('hub.mode=subscribe&hub.verify_token=our words&hub.challenge=1158201444')).toEqual({
      events: [],
      answer: { status: 200, body: '1158201444' },
    })
  })

  it.each([
    'hub.mode=subscribe&hub.verify_token=their words&hub.challenge=1',
    'hub.mode=subscribe&hub.verify_token=&hub.challenge=1',
    'hub.mode=unsubscribe&hub.verify_token=our words&hub.challenge=1',
    'hub.verify_token=our words&hub.challenge=1',
    'hub.mode=subscribe&hub.verify_token=our words',
    'hub.mode=subscribe&hub.verify_token=our words&hub.challenge=<script>',
    '',
  ])('refuses %s', (query) => {
    expect(shake(query)).toEqual({ events: [], answer: { status: 403, body: '' } })
  })
})

describe('a web chat message', () => {
  const key = 'k'.repeat(43)
  const ask = (headers: DoorRequest['headers']) => visitorOf(headers, { origins: ['https://shop.example'] })

  it('is taken with the visitor’s key from a page that may open the chat', () => {
    const known = { visitorId: expect.stringMatching(/^v[\w-]{22}$/) }
    expect(ask({ origin: 'https://shop.example', authorization: `Bearer ${key}` })).toEqual(known)
    expect(ask({ origin: 'https://chat.example', host: 'chat.example', authorization: `Bearer ${key}` })).toEqual(known)
    expect(ask({ authorization: `Bearer ${key}` })).toEqual(known)
  })

  it.each([
    ['no key', {}],
    ['a short key', { authorization: 'Bearer abc' }],
    ['a key with odd characters', { authorization: `Bearer ${'k'.repeat(40)}/..` }],
    ['another scheme', { authorization: `Basic ${key}` }],
  ])('is refused with %s', (_name, headers: DoorRequest['headers']) => {
    expect(ask(headers)).toEqual({ refused: 'no-visitor-key' })
  })

  it.each(['https://evil.example', 'http://shop.example', 'https://shop.example.evil.example', 'null'])(
    'is refused from %s',
    (origin) => {
      expect(ask({ origin, authorization: `Bearer ${key}` })).toEqual({ refused: 'origin-not-allowed' })
    },
  )

  it('opens only the conversation of its own key', () => {
    const by = (one: string) => ask({ authorization: `Bearer ${one}` })
    expect(by(key)).not.toEqual(by('j'.repeat(43)))
  })
})
