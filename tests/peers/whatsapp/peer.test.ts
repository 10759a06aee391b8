import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { WhatsAppAPI } from 'whatsapp-api-js'
import {
  ActionButtons,
  ActionList,
  Body,
  Button,
  Document,
  Image,
  Interactive,
  ListSection,
  Row,
  Text,
} from 'whatsapp-api-js/messages'
import { dialects } from '#runtime/channels/dialects.ts'
import { decode } from '#runtime/channels/whatsapp/decode.ts'
import { encode } from '#runtime/channels/whatsapp/encode.ts'
import { render } from '#runtime/render.ts'
import { verify } from '#server/channels/whatsapp/verify.ts'
import { outgoingMessage } from '#tests/fixtures/outgoing-messages.ts'
import { judge } from './judge.ts'
import { type PeerOptions, startWhatsAppPeer, type WhatsAppPeer } from './peer.ts'
import { startReceiver } from './receiver.ts'
import { vendorSchema } from './vendor-schema.ts'
import { says } from './webhooks.ts'

const account = { appSecret: 'app secret', accessToken: 'token', phoneNumberId: '100200300' }
const mei = '85291111111'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
async function start(options: Partial<PeerOptions> = {}): Promise<WhatsAppPeer> {
  const peer = await startWhatsAppPeer({ ...account, window: false, ...options })
  closing.push(peer.close)
  return peer
}
/** The vendor-like SDK, its calls led to the peer. */
const sdk = (peer: WhatsAppPeer, token = account.accessToken) =>
  new WhatsAppAPI({
    token,
    v: 'v23.0',
    appSecret: account.appSecret,
    ponyfill: { fetch: (url, init) => fetch(String(url).replace('https://graph.facebook.com', peer.url), init) },
  })

const text = (body: unknown) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: mei,
  type: 'text',
  text: { body },
})
const call = async (peer: WhatsAppPeer, body: unknown, path = '/v23.0/100200300/messages', token = 'token') => {
  const response = await fetch(peer.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${token}` },
  })
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    ...((await response.json()) as { error?: { code: number } }),
  }
}

describe('the peer and the SDK agree', () => {
  it('on what may be sent', async () => {
    const peer = await start()
    const messages = [
      new Text('x'.repeat(4096)),
      new Image('https://shop.example/a.png', false, 'Our mug'),
      new Document('https://shop.example/a.pdf', false, 'Receipt', 'a.pdf'),
      new Interactive(
        new ActionButtons(new Button('a', 'A'), new Button('b', 'B'), new Button('c', 'x'.repeat(20))),
        new Body('Pick'),
      ),
      new Interactive(
        new ActionList(
          'Options',
          new ListSection('One', new Row('a', 'A', 'x'.repeat(72))),
          new ListSection('Two', new Row('b', 'x'.repeat(24))),
        ),
        new Body('Pick'),
      ),
    ]
    for (const message of messages) {
      const answer = await sdk(peer).sendMessage(account.phoneNumberId, mei, message, 'wamid.IN', 'our id')
      expect(answer).toMatchObject({ messages: [{ id: expect.stringContaining('wamid.') }] })
    }
    expect(peer.refused()).toEqual([])
    expect(peer.sent().map(({ to, ourId }) => ({ to, ourId }))).toEqual(messages.map(() => ({ to: mei, ourId: 'our id' })))
  })

  const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
  const interactive = (part: object) => ({
    ...text(undefined),
    type: 'interactive',
    text: undefined,
    interactive: { body: { text: 'Pick' }, ...part },
  })
  const buttons = (...all: object[]) => interactive({ type: 'button', action: { buttons: all } })
  const list = (rows: object[], name = 'Options') => interactive({ type: 'list', action: { button: name, sections: [{ rows }] } })
  const many = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`)

  it.each<[string, () => unknown, object]>([
    ['4,097 characters', () => new Text('x'.repeat(4097)), text('x'.repeat(4097))],
    [
      'four buttons',
      () =>
        Reflect.construct(
          ActionButtons,
          many(4).map((id) => new Button(id, id)),
        ),
      buttons(...many(4).map((id) => button(id, id))),
    ],
    ['a button of 21 characters', () => new Button('a', 'x'.repeat(21)), buttons(button('a', 'x'.repeat(21)))],
    ['a button without a title', () => new Button('a', ''), buttons(button('a', ''))],
    [
      'two buttons alike',
      () => new ActionButtons(new Button('a', 'A'), new Button('b', 'A')),
      buttons(button('a', 'A'), button('b', 'A')),
    ],
    [
      'a body of 1,025 characters',
      () => new Body('x'.repeat(1025)),
      interactive({ type: 'button', body: { text: 'x'.repeat(1025) }, action: { buttons: [button('a', 'A')] } }),
    ],
    [
      'eleven rows',
      () => Reflect.construct(ListSection, ['t', ...many(11).map((id) => new Row(id, id))]),
      list(many(11).map((id) => ({ id, title: id }))),
    ],
    ['a row of 25 characters', () => new Row('a', 'x'.repeat(25)), list([{ id: 'a', title: 'x'.repeat(25) }])],
    [
      'a description of 73 characters',
      () => new Row('a', 'A', 'x'.repeat(73)),
      list([{ id: 'a', title: 'A', description: 'x'.repeat(73) }]),
    ],
    [
      'a list button of 21 characters',
      () => new ActionList('x'.repeat(21), new ListSection('t', new Row('a', 'A'))),
      list([{ id: 'a', title: 'A' }], 'x'.repeat(21)),
    ],
  ])('on refusing %s', async (_name, build, body) => {
    expect(build).toThrow()
    const peer = await start()
    expect(await call(peer, body)).toMatchObject({ status: 400, error: { code: expect.toBeOneOf([131008, 131009]) } })
    expect(peer.sent()).toEqual([])
  })

  it('on the signature of a webhook', async () => {
    const peer = await start()
    const receiver = await startReceiver()
    closing.push(receiver.close)
    await peer.deliver(receiver.url, { from: mei, say: says.text('สวัสดี') })
    const [request] = receiver.received()
    const signature = String(request?.headers['x-hub-signature-256'])
    const raw = request?.rawBody.toString() ?? ''
    expect(await sdk(peer).verifyRequestSignature(raw, signature)).toBe(true)
    const channel = { id: 'ch1', kind: 'whatsapp' as const, settings: {}, secrets: { appSecret: account.appSecret } }
    expect(verify(request!, channel)).toBeUndefined()
  })
})

describe('the peer', () => {
  it.skipIf(!vendorSchema())(
    'holds bodies against the vendor’s own schema (../shared/fixtures, skipped where it is absent)',
    () => {
      expect(judge({ ...text('Hi'), text: { body: 'Hi', colour: 'red' } })).toEqual({
        code: 100,
        details: '/text must NOT have additional properties',
      })
      expect(judge({ ...text('Hi'), type: 'telepathy' })).toMatchObject({ code: 100 })
    },
  )

  it('takes everything that our renderer and encoder make of any message', () => {
    fc.assert(
      fc.property(outgoingMessage, (message) => {
        for (const drawn of render(message, dialects.whatsapp.capabilities).drawn)
          expect(judge(encode(drawn, mei, { ourId: 'c1.00000001.0', replyTo: 'wamid.IN' }))).toBeNull()
      }),
      { numRuns: 150 },
    )
  })

  it('speaks of a wrong token, another number, and what is missing, in the vendor’s codes', async () => {
    const peer = await start()
    expect(await call(peer, text('Hi'), undefined, 'other')).toMatchObject({ status: 401, error: { code: 190 } })
    expect(await call(peer, text('Hi'), '/v23.0/999/messages')).toMatchObject({ status: 400, error: { code: 100 } })
    expect(await call(peer, { ...text('Hi'), to: undefined })).toMatchObject({ status: 400, error: { code: 131008 } })
    expect(await call(peer, 'Hi')).toMatchObject({ status: 400, error: { code: 100 } })
  })

  it('lets nobody be written to who has not written for 24 hours', async () => {
    let now = 1_764_000_000_000
    const peer = await start({ window: true, now: () => now })
    const receiver = await startReceiver()
    closing.push(receiver.close)
    expect(await call(peer, text('Hi'))).toMatchObject({ status: 400, error: { code: 131047 } })
    await peer.deliver(receiver.url, { from: mei, say: says.text('Hello') })
    expect(await call(peer, text('Hi'))).toMatchObject({ status: 200 })
    now += 24 * 60 * 60 * 1000 + 1
    expect(await call(peer, text('Hi'))).toMatchObject({ status: 400, error: { code: 131047 } })
  })

  it('keeps the pace of a pair and of the number', async () => {
    let now = 1_764_000_000_000
    const peer = await start({ pairRate: { everyMs: 6000, burst: 2 }, perSecond: 3, now: () => now })
    const codes = async (count: number) => {
      const answers = []
      for (let i = 0; i < count; i++) answers.push((await call(peer, text('Hi'))).error?.code ?? 200)
      return answers
    }
    expect(await codes(5)).toEqual([200, 200, 131056, 130429, 130429])
    now += 6000
    expect(await codes(2)).toEqual([200, 131056])
  })

  it('judges nothing when it is light', async () => {
    const peer = await start({ light: true, window: true })
    expect(await call(peer, text('x'.repeat(5000)))).toMatchObject({ status: 200 })
    expect(await call(peer, text('Hi'), undefined, 'other')).toMatchObject({ status: 401 })
  })

  it('fails as often as it is told to', async () => {
    const peer = await start()
    peer.failNext(130429, 2, { status: 429, retryAfter: 3 })
    expect([await call(peer, text('1')), await call(peer, text('2')), await call(peer, text('3'))]).toMatchObject([
      { status: 429, retryAfter: '3', error: { code: 130429 } },
      { status: 429, error: { code: 130429 } },
      { status: 200 },
    ])
    expect((await peer.arrived(1)).map(({ body }) => body.text)).toEqual([{ body: '3' }])
  })

  it('delivers twice, in one body, or the last first', async () => {
    const peer = await start()
    const receiver = await startReceiver()
    closing.push(receiver.close)
    const two = [
      { from: mei, id: 'wamid.1', say: says.text('1') },
      { userId: 'HK.1349', id: 'wamid.2', say: says.button('a', 'A') },
    ]
    expect(await peer.deliver(receiver.url, two, { copies: 2, reversed: true })).toEqual([200, 200, 200, 200])
    expect(await peer.deliver(receiver.url, two, { batch: true })).toEqual([200])
    const ids = receiver
      .received()
      .map(({ rawBody }) =>
        decode(JSON.parse(rawBody.toString()), 'ch1').map((event) => (event.kind === 'message' ? event.message.id : '?')),
      )
    expect(ids.toSorted()).toEqual([['wamid.1'], ['wamid.1'], ['wamid.1', 'wamid.2'], ['wamid.2'], ['wamid.2']])
  })

  it('tells the statuses of what it took, with our id', async () => {
    const receiver = await startReceiver()
    closing.push(receiver.close)
    const peer = await start({ statuses: { webhookUrl: receiver.url, order: ['delivered', 'sent', 'read'] } })
    await call(peer, { ...text('Hi'), biz_opaque_callback_data: 'c1.00000001.0' })
    await peer.settled()
    const events = receiver.received().flatMap(({ rawBody }) => decode(JSON.parse(rawBody.toString()), 'ch1'))
    expect(events).toMatchObject(
      ['delivered', 'sent', 'read'].map((status) => ({ kind: 'status', status, ourId: 'c1.00000001.0' })),
    )
  })
})
