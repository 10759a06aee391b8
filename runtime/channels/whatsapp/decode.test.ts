import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '#schemas/message.ts'
import { recordedBodies } from '#tests/fixtures/recorded.ts'
import bodies from '#tests/fixtures/whatsapp/bodies.json'
import messages from '#tests/fixtures/whatsapp/messages.json'
import { decode } from './decode.ts'

const hook = (...changes: unknown[]) => ({ object: 'whatsapp_business_account', entry: [{ id: 'WABA', changes }] })
const from = (message: object) =>
  hook({
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: '100200300' },
      contacts: [{ profile: { name: 'Mei Wong' }, wa_id: '85291111111' }],
      messages: [{ from: '85291111111', id: 'wamid.IN', timestamp: '1764000000', ...message }],
    },
  })
const mei = { externalId: '85291111111', name: 'Mei Wong', phone: '+85291111111' }

describe('what WhatsApp says', () => {
  it.each(Object.entries(messages))('%s', (_name, { message, content }) => {
    expect(decode(from(message), 'ch1')).toEqual([
      { kind: 'message', message: { id: 'wamid.IN', channelId: 'ch1', from: mei, at: '2025-11-24T16:00:00.000Z', content } },
    ])
  })

  it('tells of the switch for offers that a person sets in WhatsApp itself', () => {
    const set = (value: string, category = 'marketing_messages') =>
      hook({
        field: 'user_preferences',
        value: {
          messaging_product: 'whatsapp',
          metadata: { phone_number_id: '100200300' },
          contacts: [{ profile: { name: 'Mei Wong' }, wa_id: '85291111111' }],
          user_preferences: [{ wa_id: '85291111111', detail: 'They chose', category, value, timestamp: 1764000000 }],
        },
      })
    const told = (what: string) => ({
      kind: 'message',
      message: {
        id: `${what}.85291111111.2025-11-24T16:00:00.000Z`,
        channelId: 'ch1',
        from: mei,
        at: '2025-11-24T16:00:00.000Z',
        content: { kind: 'system', what, text: 'They chose' },
      },
    })
    expect(decode(set('stop'), 'ch1')).toEqual([told('marketing-stopped')])
    expect(decode(set('resume'), 'ch1')).toEqual([told('marketing-resumed')])
    expect(decode(set('maybe'), 'ch1')).toEqual([])
    expect(decode(set('stop', 'calls'), 'ch1')).toEqual([])
  })

  it('keeps what a message answers, that it was forwarded, and the ad that brought the person', () => {
    expect(decode(hook(bodies['a reply, forwarded, from an ad']), 'ch1')).toEqual([
      {
        kind: 'message',
        message: {
          id: 'wamid.REPLY',
          channelId: 'ch1',
          from: mei,
          at: '2025-11-24T16:00:00.000Z',
          content: { kind: 'text', text: 'Is this still there?' },
          replyTo: 'wamid.ORIGINAL',
          forwarded: true,
          referral: { source: 'ad', id: 'CLICK-1', url: 'https://ads.example/7', headline: 'Autumn sale' },
        },
      },
    ])
  })

  it('a form whose answers are nested 20,000 deep is kept as one that cannot be shown', () => {
    const response_json = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const interactive = { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json } }
    const [event] = decode(from({ type: 'interactive', interactive }), 'ch1')
    expect(event).toMatchObject({ kind: 'message', message: { content: { kind: 'unsupported', what: 'nfm_reply' } } })
  })

  it('knows a person by the business-scoped id, with the phone number and without', () => {
    const shown = bodies['a person known by both']
    const hidden = bodies['a username instead of a phone number']
    expect(senders(decode(hook(shown, hidden), 'ch1'))).toEqual([
      { ...mei, externalId: 'HK.13491208655302741918', address: '85291111111' },
      { externalId: 'HK.13491208655302741918', name: 'Mei Wong' },
    ])
  })

  it('calls a person without a name by the username', () => {
    const { field, value } = bodies['a username instead of a phone number']
    const contacts = [{ profile: { username: 'mei.w' }, user_id: 'HK.13491208655302741918' }]
    expect(senders(decode(hook({ field, value: { ...value, contacts } }), 'ch1'))).toEqual([
      { externalId: 'HK.13491208655302741918', name: 'mei.w' },
    ])
  })

  it('tells what a colleague sent from the vendor’s own app, and to whom', () => {
    expect(decode(hook(bodies["sent from the vendor's own app"]), 'ch1')).toEqual([
      {
        kind: 'echo',
        to: { externalId: '85291111111', phone: '+85291111111' },
        message: {
          id: 'wamid.ECHO',
          channelId: 'ch1',
          from: { externalId: '85220000000', phone: '+85220000000' },
          at: '2025-11-24T16:00:03.000Z',
          content: { kind: 'text', text: 'Let me look' },
        },
      },
    ])
  })

  it('reads statuses and leaves out those it does not know', () => {
    expect(decode(hook(bodies.statuses), 'ch1')).toEqual([
      { kind: 'status', providerId: 'wamid.OUT1', status: 'sent', at: '2025-11-24T16:00:04.000Z', ourId: 'c1.00000001.0' },
      { kind: 'status', providerId: 'wamid.OUT1', status: 'delivered', at: '2025-11-24T16:00:05.000Z' },
      { kind: 'status', providerId: 'wamid.OUT1', status: 'read', at: '2025-11-24T16:00:06.000Z' },
      { kind: 'status', providerId: 'wamid.OUT1', status: 'played', at: '2025-11-24T16:00:07.000Z' },
      {
        kind: 'status',
        providerId: 'wamid.OUT2',
        status: 'failed',
        at: '2025-11-24T16:00:08.000Z',
        error: { code: 131026, title: 'Message undeliverable', details: 'The recipient cannot receive it.' },
      },
    ])
  })

  it('makes events of the account of everything else', () => {
    const template = bodies['a template approved']
    expect(decode(hook(template, bodies['an error of the whole account']), 'ch1')).toEqual([
      { kind: 'account', what: 'message_template_status_update', details: template.value },
      { kind: 'account', what: 'error', details: { code: 130429, title: 'Rate limit hit' } },
    ])
  })

  it('reads every entry and change, and leaves another number’s to its own channel', () => {
    const all = { entry: [...hook(bodies['of another number'], bodies['a person known by both']).entry, ...from({}).entry] }
    expect(idsOf(decode(all, 'ch1', { account: '100200300' }))).toEqual(['wamid.BOTH', 'wamid.IN'])
    expect(idsOf(decode(all, 'ch1'))).toEqual(['wamid.OTHER', 'wamid.BOTH', 'wamid.IN'])
  })

  it('takes the time of arrival for a message that tells none', () => {
    const at = '2026-01-02T03:04:05.000Z'
    for (const timestamp of [undefined, '', 'soon', -1, '999999999999999', {}]) {
      expect(decode(from({ timestamp }), 'ch1', { receivedAt: at })).toMatchObject([{ message: { at } }])
    }
  })

  it('leaves out a message without an id or a sender', () => {
    const nobody = hook({ field: 'messages', value: { messages: [{ id: 'wamid.IN', type: 'text', text: { body: 'Hi' } }] } })
    expect([...decode(from({ id: undefined }), 'ch1'), ...decode(nobody, 'ch1')]).toEqual([])
  })
})

const files = ['message', 'message_status', 'callback_button', 'callback_selection', 'template_status_update']
const recordings = files.flatMap((file) => recordedBodies(`whatsapp/${file}.json`).map(([name, body]) => ({ file, name, body })))
const notSupported = new Set(['unsupported', 'unsupported_with_type', 'interactive_message_with_err'])

describe('recorded webhooks', () => {
  if (recordings.length === 0) it.skip('need ../shared/fixtures, which is absent here', () => {})

  it.each(recordings)('$file: $name', ({ name, body }) => {
    const events = decode(body, 'ch1')
    expect(events.length).toBeGreaterThan(0)
    for (const event of events) {
      if (event.kind === 'message') expect(event.message.content.kind === 'unsupported').toBe(notSupported.has(name))
      if (event.kind === 'message')
        expect(event.message.from).toMatchObject({
          externalId: 'US.13491208655302741918',
          address: '972987654321',
          phone: '+972987654321',
        })
    }
  })
})

describe('whatever comes', () => {
  const own = [
    ...Object.values(messages).map(({ message }) => from(message)),
    ...Object.values(bodies).map((change) => hook(change)),
    ...recordings.map(({ body }) => body),
  ]

  it('the decoder never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => wellFormed(decode(json, 'ch1'))),
      { numRuns: 2000 },
    )
  })

  it('the decoder never throws on a webhook with one value replaced', () => {
    const mutated = fc.tuple(fc.constantFrom(...own), fc.nat(), fc.jsonValue({ maxDepth: 2 }))
    fc.assert(
      fc.property(mutated, ([body, at, value]) => wellFormed(decode(replaced(body, at, value), 'ch1'))),
      { numRuns: 3000 },
    )
  })
})

const idsOf = (events: ChannelEvent[]) => events.flatMap((event) => (event.kind === 'message' ? [event.message.id] : []))
const senders = (events: ChannelEvent[]) => events.flatMap((event) => (event.kind === 'message' ? [event.message.from] : []))

/** Every event names what the rest of the house relies on. */
function wellFormed(events: ChannelEvent[]): boolean {
  return events.every((event) => {
    if (event.kind === 'account') return typeof event.what === 'string' && typeof event.details === 'object'
    if (event.kind === 'status') return event.providerId !== '' && isInstant(event.at)
    const { id, from: sender, at, content } = event.message
    return (
      typeof id === 'string' && id !== '' && typeof sender.externalId === 'string' && isInstant(at) && content.kind.length > 0
    )
  })
}

const isInstant = (at: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(at)

/** The body with the value at place `at` (counted through the whole tree, modulo) replaced. */
function replaced(body: unknown, at: number, value: unknown): unknown {
  const copy = structuredClone({ body })
  const places: [Record<string, unknown>, string][] = []
  const walk = (parent: Record<string, unknown>) => {
    for (const [key, child] of Object.entries(parent)) {
      places.push([parent, key])
      if (typeof child === 'object' && child !== null) walk(child as Record<string, unknown>)
    }
  }
  walk(copy)
  const [parent, key] = places[at % places.length] as [Record<string, unknown>, string]
  parent[key] = value
  return copy.body
}
