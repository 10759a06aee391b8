import { describe, expect, it } from 'vitest'
import type { ConsentChange } from '#schemas/consent.ts'
import type { ContactEntry } from '#schemas/contact-entry.ts'
import type { ChannelKind } from '#schemas/message.ts'
import { consentsOn, foldConsents, type NoConsent, refusesFor, stopStandsSince } from './consent.ts'

const entry = (n: number, consent: ConsentChange): ContactEntry => ({
  _id: `e${n}`,
  at: `2041-03-02T09:${String(n).padStart(2, '0')}:00.000Z`,
  source: 'message',
  consent,
})
const log = (...said: ConsentChange[]) =>
  foldConsents(
    [],
    said.map((one, n) => entry(n, one)),
  )

const stop = (channelKind: ChannelKind | '' = 'whatsapp'): ConsentChange => ({ purpose: '', channelKind, state: 'refused' })
const start = (channelKind: ChannelKind | '' = 'whatsapp'): ConsentChange => ({ purpose: '', channelKind, state: 'given' })
const yes = (purpose: string, channelKind: ChannelKind | '' = ''): ConsentChange => ({ purpose, channelKind, state: 'given' })
const no = (purpose: string, channelKind: ChannelKind | '' = ''): ConsentChange => ({ purpose, channelKind, state: 'refused' })
const vendor = (conversationId: string, state: ConsentChange['state'], but?: 'service'): ConsentChange => ({
  purpose: '',
  channelKind: 'whatsapp',
  state,
  conversationId,
  ...(but ? { but } : {}),
})

describe('may somebody be written to for a purpose', () => {
  const table: [string, ConsentChange[], purpose: string, on: ChannelKind, NoConsent | 'may', conversation?: string][] = [
    ['nobody was asked: no offers', [], 'offers', 'whatsapp', 'not-asked'],
    ['nobody was asked: no surveys', [], 'surveys', 'email', 'not-asked'],
    ['what they asked for themselves goes', [], 'service', 'whatsapp', 'may'],
    ['yes on all channels', [yes('offers')], 'offers', 'email', 'may'],
    ['yes on this channel', [yes('offers', 'email')], 'offers', 'email', 'may'],
    ['yes on another channel', [yes('offers', 'email')], 'offers', 'whatsapp', 'not-asked'],
    ['yes to something else', [yes('surveys')], 'offers', 'whatsapp', 'not-asked'],
    ['no after yes', [yes('offers'), no('offers')], 'offers', 'whatsapp', 'refused'],
    ['yes after no', [no('offers'), yes('offers')], 'offers', 'whatsapp', 'may'],
    ['no on one channel of all', [yes('offers'), no('offers', 'email')], 'offers', 'email', 'refused'],
    ['no on one channel leaves the others', [yes('offers'), no('offers', 'email')], 'offers', 'whatsapp', 'may'],
    ['no on all, after yes on one', [yes('offers', 'email'), no('offers')], 'offers', 'email', 'refused'],
    ['yes on all, after no on one', [no('offers', 'email'), yes('offers')], 'offers', 'email', 'may'],
    ['service refused', [no('service')], 'service', 'whatsapp', 'refused'],
    ['service refused elsewhere', [no('service', 'email')], 'service', 'whatsapp', 'may'],
    ['STOP here: no offers', [yes('offers'), stop()], 'offers', 'whatsapp', 'stopped'],
    ['STOP here: no service here', [stop()], 'service', 'whatsapp', 'stopped'],
    ['STOP elsewhere: no offers', [yes('offers'), stop('telegram')], 'offers', 'whatsapp', 'stopped'],
    ['STOP elsewhere: service goes', [stop('telegram')], 'service', 'whatsapp', 'may'],
    ['STOP everywhere: no service', [stop('')], 'service', 'whatsapp', 'stopped'],
    ['START gives back a yes', [yes('offers'), stop(), start()], 'offers', 'whatsapp', 'may'],
    ['START gives no yes that was not there', [stop(), start()], 'offers', 'whatsapp', 'not-asked'],
    ['START gives back no refusal of before', [no('offers'), stop(), start()], 'offers', 'whatsapp', 'refused'],
    ['START gives back no refusal of meanwhile', [yes('offers'), stop(), no('offers'), start()], 'offers', 'whatsapp', 'refused'],
    ['START on another channel leaves STOP', [yes('offers'), stop(), start('telegram')], 'offers', 'whatsapp', 'stopped'],
    ['START gives back service', [stop(), start()], 'service', 'whatsapp', 'may'],
    ['yes after STOP', [stop(), yes('offers')], 'offers', 'whatsapp', 'may'],
    ['yes after STOP says nothing of others', [yes('surveys'), stop(), yes('offers')], 'surveys', 'whatsapp', 'stopped'],
    [
      'yes on another channel after STOP',
      [yes('offers', 'whatsapp'), stop(), yes('offers', 'email')],
      'offers',
      'whatsapp',
      'stopped',
    ],
    ['STOP a second time', [stop(), yes('offers'), stop()], 'offers', 'whatsapp', 'stopped'],
    ['two STOPs, one taken back', [yes('offers'), stop(), stop('email'), start()], 'offers', 'whatsapp', 'stopped'],
    ['two STOPs, both taken back', [yes('offers'), stop(), stop('email'), start(), start('email')], 'offers', 'whatsapp', 'may'],
    [
      'the vendor blocks this conversation',
      [yes('offers'), vendor('c1', 'refused')],
      'offers',
      'whatsapp',
      'vendor-stopped',
      'c1',
    ],
    ['the vendor blocks another number of ours', [yes('offers'), vendor('c1', 'refused')], 'offers', 'whatsapp', 'may', 'c2'],
    ['the vendor blocks, and nobody knows where', [yes('offers'), vendor('c1', 'refused')], 'offers', 'whatsapp', 'may'],
    ['blocked: no service', [vendor('c1', 'refused')], 'service', 'whatsapp', 'vendor-stopped', 'c1'],
    ['marketing stopped: service goes', [vendor('c1', 'refused', 'service')], 'service', 'whatsapp', 'may', 'c1'],
    [
      'marketing stopped: no offers',
      [yes('offers'), vendor('c1', 'refused', 'service')],
      'offers',
      'whatsapp',
      'vendor-stopped',
      'c1',
    ],
    [
      'the vendor takes it back',
      [yes('offers'), vendor('c1', 'refused'), vendor('c1', 'given')],
      'offers',
      'whatsapp',
      'may',
      'c1',
    ],
    ['the vendor takes back no STOP', [yes('offers'), stop(), vendor('c1', 'given')], 'offers', 'whatsapp', 'stopped', 'c1'],
    [
      'START takes back no block of a vendor',
      [yes('offers'), vendor('c1', 'refused'), start()],
      'offers',
      'whatsapp',
      'vendor-stopped',
      'c1',
    ],
    [
      'a yes takes back no block of a vendor',
      [vendor('c1', 'refused'), yes('offers')],
      'offers',
      'whatsapp',
      'vendor-stopped',
      'c1',
    ],
  ]
  it.each(table)('%s', (_, said, purpose, channelKind, answer, conversationId) => {
    const wanted = { purpose, channelKind, ...(conversationId ? { conversationId } : {}) }
    expect(refusesFor(log(...said), wanted) ?? 'may').toBe(answer)
  })

  it('whoever writes again has not blocked us any more, and has not taken back that they want no marketing', () => {
    const later = { channelKind: 'whatsapp', conversationId: 'c1', heardAt: '2041-03-02T10:00:00.000Z' } as const
    expect(refusesFor(log(vendor('c1', 'refused')), { purpose: 'service', ...later })).toBeUndefined()
    expect(refusesFor(log(yes('offers'), vendor('c1', 'refused', 'service')), { purpose: 'offers', ...later })).toBe(
      'vendor-stopped',
    )
  })

  it('the order in which the log is read does not matter, nor how often', () => {
    const entries = [yes('offers'), stop(), start(), no('offers', 'email')].map((one, n) => entry(n, one))
    const once = foldConsents([], entries)
    expect(foldConsents([], [...entries].reverse())).toEqual(once)
    expect(foldConsents(once, entries)).toBe(once)
  })

  it('a STOP stands from the newest that was not taken back', () => {
    expect(stopStandsSince(log(stop(), stop('email'), start('email')))).toBe('2041-03-02T09:00:00.000Z')
    expect(stopStandsSince(log(stop(), start(), vendor('c1', 'refused')))).toBeUndefined()
  })

  it('a flow reads what was said on its channel', () => {
    const said = log(yes('offers', 'whatsapp'), no('surveys'))
    expect(consentsOn(said, 'whatsapp')).toEqual({ offers: 'given', surveys: 'refused' })
    expect(consentsOn(said, 'email')).toEqual({ surveys: 'refused' })
    expect(consentsOn([], 'email')).toBeUndefined()
  })
})
