import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientIdOf, decode } from './decode.ts'

const context = { receivedAt: '2026-01-02T03:04:05.000Z' }
const said = { visitorId: 'v1', clientId: 'm1' }
const message = { id: 'v1.m1', channelId: 'ch1', from: { externalId: 'v1' }, at: context.receivedAt }

describe('what the widget posts', () => {
  it('is a text', () => {
    expect(decode({ ...said, text: 'Hello' }, 'ch1', context)).toEqual([
      { kind: 'message', message: { ...message, content: { kind: 'text', text: 'Hello' } } },
    ])
  })

  it('is a choice with its label', () => {
    expect(decode({ ...said, name: 'Mei', choice: { id: 'track', label: 'Track' } }, 'ch1', context)).toEqual([
      {
        kind: 'message',
        message: {
          ...message,
          from: { externalId: 'v1', name: 'Mei' },
          content: { kind: 'choice', id: 'track', label: 'Track' },
        },
      },
    ])
  })

  it('is stored under the visitor, so that nobody swallows another’s message', () => {
    const ids = ['v1', 'v2'].map((visitorId) => decode({ ...said, visitorId, text: 'Hi' }, 'ch1', context)[0])
    expect(ids).toMatchObject([{ message: { id: 'v1.m1' } }, { message: { id: 'v2.m1' } }])
    expect(clientIdOf('v1.m1')).toBe('m1')
  })

  it('is nothing when it says nothing', () => {
    const empty = [null, [], {}, said, { ...said, text: ' ' }, { ...said, choice: {} }, { visitorId: 'v1', text: 'Hi' }]
    expect(empty.flatMap((body) => decode(body, 'ch1', context))).toEqual([])
  })

  it('never makes the decoder throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => Array.isArray(decode(json, 'ch1', context))))
  })
})
