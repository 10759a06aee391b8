import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StartConfig } from '#nodes/start/schema.ts'
import { newFlow } from '#schemas/flow.ts'
import { type ChannelKind, channelKinds } from '#schemas/message.ts'
import { inOrder, withPlace } from './flow-order.ts'
import { compileFlow } from './graph.ts'
import { type Reach, reachOf, type Starter, starterOf } from './reach.ts'
import { chooseFlow, chooseGreeting } from './session-rules.ts'

const anything = (channels: ChannelKind[] = []): StartConfig => ({ trigger: 'any-message', channels })
const words = (...en: string[]): StartConfig => ({ trigger: 'keyword', keywords: { en } })
const within = (...en: string[]): StartConfig => ({ ...words(...en), match: 'contains' })
const opening: StartConfig = { trigger: 'opened' }
const now = '2026-11-23T10:00:00.000Z'
const always = { mode: 'always' } as const
const once = { mode: 'once' } as const
const flow = (flowId: string, start: StartConfig, reentry: Starter['reentry'] = always): Starter => ({ flowId, start, reentry })

/** What is in the way of the last of the flows on web chat. */
const ofLast = (...starts: (StartConfig | Starter)[]): Omit<Reach, 'channel'> | undefined => {
  const order = starts.map((one, i) => ('flowId' in one ? one : flow(`f${i + 1}`, one)))
  const found = reachOf(order)
    .get(order.at(-1)?.flowId ?? '')
    ?.find(({ channel }) => channel === 'web-chat')
  const { channel: _web, ...rest } = found ?? { channel: 'web-chat' as const, gets: 'never' as const }
  return found && rest
}

describe('which flow answers whom', () => {
  it.each<[string, Omit<Reach, 'channel'> | undefined, (StartConfig | Starter)[]]>([
    ['the only flow gets everybody', { gets: 'all' }, [anything()]],
    ['the second of two that take anything gets nobody', { gets: 'never', by: 'f1' }, [anything(), anything()]],
    ['behind words, one that takes anything gets the rest', { gets: 'all' }, [words('parcel'), anything()]],
    ['words behind any message are never reached', { gets: 'never', by: 'f1' }, [anything(), words('parcel')]],
    ['one that greets behind any message gets who opens the chat', { gets: 'opened', by: 'f1' }, [anything(), opening]],
    ['one that greets behind another gets nobody', { gets: 'never', by: 'f1' }, [opening, opening]],
    ['any message behind one that greets is never reached', { gets: 'never', by: 'f1' }, [opening, anything()]],
    ['the same word twice is never reached', { gets: 'never', by: 'f1' }, [words('Parcel!'), words('parcel')]],
    ['one of two words is taken', { gets: 'some', by: 'f1', words: ['parcel'] }, [words('parcel'), words('parcel', 'box')]],
    ['a word within takes the word alone', { gets: 'never', by: 'f1' }, [within('parcel'), words('parcel')]],
    ['a word alone leaves it within others', { gets: 'some', by: 'f1', words: ['parcel'] }, [words('parcel'), within('parcel')]],
    ['a word within takes what holds it', { gets: 'never', by: 'f1' }, [within('parcel'), within('my parcel')]],
    ['another channel is not in the way', { gets: 'all' }, [anything(['whatsapp']), anything()]],
    ['a flow of another channel is not there', undefined, [anything(), anything(['whatsapp'])]],
    ['whoever may not enter again falls through', { gets: 'again', by: 'f1' }, [flow('f1', anything(), once), anything()]],
    ['two flows take its words between them', { gets: 'never', by: 'f1' }, [words('a1'), words('b1'), words('a1', 'b1')]],
    ['a flow that waits for no word gets nobody', { gets: 'never' }, [{ trigger: 'keyword' }]],
  ])('%s', (_, expected, starts) => {
    expect(ofLast(...starts)).toEqual(expected)
  })

  it('says of a channel where it is never reached that it is so there only', () => {
    const order = [flow('first', anything(['whatsapp'])), flow('second', anything())]
    expect(reachOf(order).get('second')).toEqual([
      { channel: 'web-chat', gets: 'all' },
      { channel: 'whatsapp', gets: 'never', by: 'first' },
      { channel: 'telegram', gets: 'all' },
      { channel: 'email', gets: 'all' },
    ])
  })

  it('agrees with what happens: whom it calls unreached is answered by another, whom it calls reached is not', () => {
    const word = fc.constantFrom('parcel', 'my parcel', 'where is my parcel', 'box', '包裹')
    const start = fc.record({
      trigger: fc.constantFrom('any-message' as const, 'opened' as const, 'keyword' as const),
      keywords: fc.record({ en: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }) }),
      match: fc.constantFrom('whole' as const, 'contains' as const),
      channels: fc.subarray([...channelKinds]),
    })
    fc.assert(
      fc.property(fc.array(start, { minLength: 1, maxLength: 5 }), fc.constantFrom(...channelKinds), (starts, channelKind) => {
        const live = starts.map((config, i) => {
          const drawn = newFlow('One')
          drawn.nodes = drawn.nodes.map((node) => ({ ...node, data: { config } }))
          return compileFlow(`f${i}`, 1, drawn, new Map())
        })
        const reach = reachOf(live.flatMap((one) => starterOf(one.flowId, one.flow) ?? []))
        const said = [
          'hello',
          'parcel',
          'my parcel',
          'where is my parcel',
          'box',
          '包裹',
          'a box please',
          'Where is my parcel, please',
        ]
        const answering = said.map((text) => chooseFlow(live, { text, channelKind }, {}, now)?.flowId)
        for (const [flowId, on] of reach) {
          const gets = on.find(({ channel }) => channel === channelKind)?.gets
          const opens = chooseGreeting(live, channelKind, {}, now)?.flowId === flowId && channelKind === 'web-chat'
          if (gets === 'opened' || gets === 'never') expect(opens).toBe(gets === 'opened')
          if (gets === 'opened' || gets === undefined || gets === 'never') expect(answering).not.toContain(flowId)
        }
      }),
    )
  })
})

describe('the order of flows', () => {
  const old = (flowId: string, start: StartConfig, createdAt: string) => ({ flowId, start, createdAt })

  it('is as it was where nobody made one: words before any message, the oldest first', () => {
    const flows = [old('any2', anything(), '3'), old('any1', anything(), '1'), old('words', words('parcel'), '2')]
    expect(inOrder(flows, []).map(({ flowId }) => flowId)).toEqual(['words', 'any1', 'any2'])
  })

  it('is what was chosen; a flow without a place comes last', () => {
    const flows = [old('new', words('x1'), '9'), old('a', anything(), '1'), old('b', words('parcel'), '2')]
    expect(inOrder(flows, ['a', 'gone', 'b']).map(({ flowId }) => flowId)).toEqual(['a', 'b', 'new'])
  })

  it.each<[string, StartConfig, string[]]>([
    ['before its equals', anything(), ['word', 'within', 'shop', 'new', 'any']],
    ['with words before any message', words('x1'), ['new', 'word', 'within', 'shop', 'any']],
    ['with a word within others behind whole messages', within('x1'), ['word', 'new', 'within', 'shop', 'any']],
    ['for one channel before all channels', anything(['web-chat']), ['word', 'within', 'new', 'shop', 'any']],
  ])('gets a new flow %s', (_, start, expected) => {
    const order = [
      flow('word', words('parcel')),
      flow('within', within('parcel')),
      flow('shop', anything(['whatsapp'])),
      flow('any', anything()),
    ]
    expect(withPlace(order, flow('new', start)).map(({ flowId }) => flowId)).toEqual(expected)
  })
})
