import { describe, expect, it } from 'vitest'
import type { Step } from '#schemas/turn.ts'
import { at, did, says, turn, wrote } from '../testing.ts'
import { lastHeard, type Said, type TimelineItem, timeline } from './timeline.ts'

const step = (parts: Partial<Step>): Step => ({
  nodeId: 'topic',
  nodeType: 'menu',
  flowId: 'welcome',
  version: 3,
  sessionId: 's',
  on: 'resume',
  did: 'go',
  enteredAt: at(0),
  enteredLanguage: 'en',
  ...parts,
})
const topics = {
  kind: 'choices',
  text: 'What about?',
  choices: ['Orders', 'Returns'].map((label) => ({ id: label, label })),
} as const
const asks = { say: [says('q', { ...topics, choices: [...topics.choices] })] }
const said = (items: TimelineItem[]): Said[] => items.filter((item) => item.kind === 'said')
const what = (items: TimelineItem[]): string[] =>
  items.map((item) => (item.kind === 'happening' ? item.what : item.kind === 'said' ? item.by : 'day'))

describe('a thread', () => {
  it('says who took over from whom, and that a chat waits again when its agent left', () => {
    const names = { ada: 'Joyce P.', terence: 'Terence W.' }
    const [over, released] = timeline(
      [did(1, { do: 'take', from: 'terence' }, { names }), did(2, { do: 'release' }, { names })],
      false,
    )
    expect(over).toMatchObject({ what: 'taken-over', who: 'Joyce P.', from: 'Terence W.' })
    expect(released).toMatchObject({ what: 'released', who: 'Joyce P.' })
  })

  it('says who handed the chat over to whom, with what they wrote to them', () => {
    const names = { ada: 'Joyce P.', ben: 'Ben' }
    const event = {
      kind: 'assign',
      by: 'ada',
      to: { kind: 'agent', agentId: 'ben' },
      why: 'handed-over',
      note: 'Speaks Thai',
    } as const
    const [handed, note] = timeline([turn(1, { event, names })], false)
    expect(handed).toMatchObject({ what: 'assigned', who: 'Joyce P.', to: 'Ben' })
    expect(note).toMatchObject({ by: 'note', author: 'Joyce P.', content: { text: 'Speaks Thai' } })
  })

  it('says what happened outside, what reached nobody, and what somebody wanted to be reminded of', () => {
    const items = timeline(
      [
        turn(1, { event: { kind: 'signal', id: 's', name: 'order.paid', values: {} } }),
        turn(2, { event: { kind: 'delivery-failed', said: 'c.1.0', reason: { code: 'undeliverable' } } }),
        did(3, { do: 'remind', at: at(9), text: 'Call back', clientId: 'r' }),
        turn(4, {
          event: { kind: 'due', of: 'reminder', id: '3.0' },
          effects: [{ kind: 'remind', agentId: 'ada', text: 'Call back' }],
        }),
      ],
      true,
    )
    expect(items).toMatchObject([
      { kind: 'day' },
      { what: 'signal', text: 'order.paid' },
      { what: 'undelivered', reason: { code: 'undeliverable' } },
      { what: 'reminds', who: 'Ada L.', text: 'Call back', dueAt: at(9) },
      { what: 'reminder', text: 'Call back' },
    ])
  })

  it('says who unpublished the flow that the customer was in', () => {
    const event = { kind: 'withdrawal', flowId: 'f', upTo: 3, people: 'end', by: 'ada' } as const
    const names = { ada: 'Joyce P.', f: 'Welcome' }
    expect(timeline([{ ...did(4, { do: 'release' }, { names }), event }], false)).toEqual([
      {
        kind: 'happening',
        id: 'c.4.withdrawn',
        at: at(4),
        what: 'withdrawn',
        who: 'Joyce P.',
        flow: { name: 'Welcome', version: 3 },
      },
    ])
  })

  it('says where a case began, and how it ended: by an agent with their reason, or because nobody wrote', () => {
    const [began, , closed, quiet] = timeline(
      [
        wrote(1, 'Hi', { case: { number: 2, did: 'opened' } }),
        did(2, { do: 'close', reason: 'Parcel found' }, { case: { number: 2, did: 'closed' } }),
        turn(3, { event: { kind: 'quiet', since: at(1), turn: 2 }, case: { number: 3, did: 'closed' } }),
      ],
      false,
    )
    expect(began).toEqual({ kind: 'happening', id: 'c.1.case', at: at(1), what: 'case-opened', number: 2 })
    expect(closed).toEqual({
      kind: 'happening',
      id: 'c.2.close',
      at: at(2),
      what: 'closed',
      who: 'Ada L.',
      words: 'Parcel found',
    })
    expect(quiet).toEqual({ kind: 'happening', id: 'c.3.quiet', at: at(3), what: 'case-quiet', number: 3 })
  })

  it('says before the words of a flow that it starts, and which version', () => {
    const start = step({ nodeId: 'start', nodeType: 'start', on: 'enter' })
    expect(timeline([wrote(1, 'Hi', { steps: [start], ...asks })], false)).toEqual([
      { kind: 'said', id: 'c.1.in', at: at(1), by: 'contact', content: { kind: 'text', text: 'Hi' }, ends: true },
      { kind: 'happening', id: 'c.1.f0', at: at(1), what: 'flow', flow: { name: 'Welcome', version: 3 } },
      { kind: 'said', id: 'q', at: at(1), by: 'flow', author: 'Choose a topic', content: topics, ends: true },
    ])
  })

  it('shows a tapped option on the question and not again as a message', () => {
    const items = timeline([turn(1, asks), wrote(2, { kind: 'choice', id: 'Returns', label: 'Returns' })], false)
    expect(said(items).map(({ id, chosen }) => [id, chosen])).toEqual([['q', 'Returns']])
  })

  it('shows a typed answer as a message and the option it was understood as on the question', () => {
    const items = timeline([turn(1, asks), wrote(2, 'parcel pls', { steps: [step({ output: 'Orders' })] })], false)
    expect(said(items).map(({ id, chosen }) => [id, chosen])).toEqual([
      ['q', 'Orders'],
      ['c.2.in', undefined],
    ])
  })

  it('shows a tap on a question that is not loaded as a message', () => {
    expect(what(timeline([wrote(2, { kind: 'choice', id: 'Returns', label: 'Returns' })], false))).toEqual(['contact'])
  })

  it('says in one line who took a chat that was handed over', () => {
    const items = timeline([turn(1, { effects: [{ kind: 'hand-off', team: 'Service' }] }), did(2, { do: 'take' })], false)
    expect(items).toEqual([
      { kind: 'happening', id: 'c.1.h0', at: at(1), what: 'handed', team: 'Service', who: 'Ada L.', takenAt: at(2) },
    ])
  })

  it('says in a line of its own who took a chat after the customer wrote again', () => {
    const turns = [turn(1, { effects: [{ kind: 'hand-off' }] }), wrote(2, 'Hello?'), did(3, { do: 'take' })]
    expect(what(timeline(turns, false))).toEqual(['handed', 'contact', 'taken'])
  })

  it('tells notes, replies, handing back and closing apart', () => {
    const reply = { id: 'r', by: { kind: 'agent', agentId: 'ada' }, message: { kind: 'text', text: 'Hello' } } as const
    const turns = [
      did(1, { do: 'note', text: 'A regular', clientId: 'n' }),
      did(2, { do: 'reply', text: 'Hello', clientId: 'r' }, { say: [reply] }),
      did(3, { do: 'hand-back' }),
      did(4, { do: 'close' }),
    ]
    const items = timeline(turns, false)
    expect(what(items)).toEqual(['note', 'agent', 'back', 'closed'])
    expect(said(items).map(({ author }) => author)).toEqual(['Ada L.', 'Ada L.'])
  })

  it('groups what one speaker says within a minute', () => {
    const items = timeline(
      [turn(1, { say: [says('a', 'One'), says('b', 'Two')] }), turn(5, { say: [says('c', 'Three')] })],
      false,
    )
    expect(said(items).map(({ id, ends }) => [id, ends])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ])
  })

  it('says why each message that failed was not sent, never under another one', () => {
    const delivery = { status: 'failed', reason: { code: 'undeliverable' }, at: at(1) } as const
    const failed = { ...says('a', 'One'), delivery }
    const items = timeline([turn(1, { say: [failed, { ...failed, id: 'b' }] })], false)
    expect(said(items).map(({ ends }) => ends)).toEqual([true, true])
  })

  it('draws a line where a day begins, and at the very beginning', () => {
    const turns = [wrote(1, 'Hi'), wrote(2, 'Still there?', { at: '2026-11-25T09:00:00.000Z' })]
    expect(what(timeline(turns, true))).toEqual(['day', 'contact', 'day', 'contact'])
    expect(what(timeline(turns, false))).toEqual(['contact', 'day', 'contact'])
  })

  it('knows what the customer said last', () => {
    expect(lastHeard(timeline([wrote(1, 'Hi'), turn(2, asks)], false))?.id).toBe('c.1.in')
  })
})
