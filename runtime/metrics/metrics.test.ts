import fc from 'fast-check'
import { expect, it } from 'vitest'
import { go, type NodeType, wait } from '#nodes/contract.ts'
import type { Turn } from '#schemas/turn.ts'
import { Chat, fakeNode, sketch, startsWhenOpened } from '../testing.ts'
import { byGrain, count } from './count.ts'
import { bucketOf, quantile, secondsOf } from './histogram.ts'
import { type NodeCount, summarise } from './statistics.ts'

const registry = new Map<string, NodeType>([
  fakeNode('start', { enter: () => go('next') }),
  fakeNode(
    'ask',
    {
      enter: () => wait({ seconds: 600 }),
      resume: (_visit, event) => {
        if (event.kind === 'timeout') return go('silent')
        return event.content.kind === 'text' && event.content.text === 'what?' ? go('lost') : go('next')
      },
    },
    [{ name: 'next' }, { name: 'lost', kind: 'invalid' }, { name: 'silent', kind: 'no-answer' }],
  ),
  fakeNode('open', { enter: () => wait({}), resume: () => go('next') }),
])

const flow = sketch(
  ['start -> ask1', 'ask1.next -> ask2', 'ask1.silent -> ask2', 'ask2.next -> open', 'open.next -> ask1'],
  startsWhenOpened,
)

function counted(turns: Pick<Turn, 'steps' | 'say' | 'state' | 'at'>[]): NodeCount[] {
  return [...count(turns).values()].map(({ cohort, amounts }) => {
    const counter: Record<string, unknown> = { nodeId: cohort.nodeId, outputs: {}, times: {} }
    for (const [path, by] of Object.entries(amounts)) {
      const [field, key] = path.split('.') as [string, string?]
      if (key) (counter[field] as Record<string, number>)[key] = by
      else counter[field] = by
    }
    return counter as unknown as NodeCount
  })
}

const turnsOf = (chat: Chat) => chat.turns.map((turn) => ({ ...turn, at: new Date(chat.now).toISOString() }))

it('a node’s figures say who entered, answered, timed out and still waits', async () => {
  const chat = new Chat(registry, [flow])
  await chat.says('hi')
  await chat.passes(600)
  await chat.says('what?')
  const { nodes } = summarise(counted(turnsOf(chat)))
  expect(nodes.ask1).toEqual({
    entered: 1,
    waiting: 0,
    answered: 0,
    timedOut: 1,
    failed: 0,
    handedOff: 0,
    dropped: 0,
    outputs: { silent: 1 },
  })
  expect(nodes.ask2).toMatchObject({ entered: 1, failed: 1, outputs: { lost: 1 } })
})

it('who was greeted and never wrote only opened the chat: neither dropped nor timed out, and nothing more is said', async () => {
  const chat = new Chat(registry, [flow])
  await chat.opens()
  expect(await chat.passes(600)).toEqual([])
  expect(await chat.opens()).toEqual([])
  await chat.says('yes')
  await chat.passes(600)
  const { nodes } = summarise(counted(turnsOf(chat)))
  expect(nodes.ask1).toMatchObject({
    entered: 2,
    waiting: 0,
    answered: 1,
    timedOut: 0,
    failed: 0,
    handedOff: 0,
    dropped: 0,
    onlyOpened: 1,
    outputs: { next: 1 },
  })
  expect(nodes.ask2).toMatchObject({ entered: 1, timedOut: 1 })
})

it('a visit counts on the day it begins where the workspace is, whenever it ends', async () => {
  const chat = new Chat(registry, [flow])
  chat.now = Date.parse('2026-03-09T20:30:00.000Z')
  await chat.says('hi')
  await chat.says('yes')
  await chat.passes(86_400)
  const days = (timeZone?: string) => [
    ...new Set([...count(turnsOf(chat), timeZone).values()].map(({ cohort }) => cohort.day.slice(0, 10))),
  ]
  expect([days('Asia/Hong_Kong'), days('America/New_York'), days()]).toEqual([['2026-03-10'], ['2026-03-09'], ['2026-03-09']])
})

it('entered is always the sum of the other seven, whatever people do', async () => {
  const event = fc.constantFrom('yes', 'what?', 'menu', 'agent', 'stop', 600, 86_400, 'take', 'back', 'close', 'echo', 'open')
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
      const chat = new Chat(registry, [flow])
      for (const one of events) {
        if (typeof one === 'number') await chat.passes(one)
        else if (one === 'take') await chat.take({ kind: 'agent', action: { do: 'take' }, agentId: 'a' })
        else if (one === 'back') await chat.take({ kind: 'agent', action: { do: 'hand-back' }, agentId: 'a' })
        else if (one === 'close') await chat.take({ kind: 'agent', action: { do: 'close' }, agentId: 'a' })
        else if (one === 'open') await chat.opens()
        else if (one === 'echo') await chat.answersElsewhere()
        else await chat.says(one)
      }
      const { nodes } = summarise(counted(turnsOf(chat)))
      const waitsAt = chat.state.session?.at && !chat.state.session.at.paused ? chat.state.session.at.nodeId : undefined
      for (const [nodeId, node] of Object.entries(nodes)) {
        const others = node.answered + node.timedOut + node.failed + node.handedOff + node.dropped + (node.onlyOpened ?? 0)
        expect(node.entered - others).toBe(nodeId === waitsAt ? 1 : 0)
        expect(node.waiting).toBe(nodeId === waitsAt ? 1 : 0)
      }
    }),
    { numRuns: 300 },
  )
})

it('whom a no-answer path lets go without a word is told apart from those it reminds', async () => {
  const quiet = sketch(['start -> ask1', 'ask1.silent -> ask2'])
  const chat = new Chat(registry, [quiet])
  await chat.says('hi')
  await chat.passes(600)
  await chat.passes(600)
  const { nodes } = summarise(counted(turnsOf(chat)))
  expect([nodes.ask1, nodes.ask2]).toMatchObject([{ timedOut: 1 }, { timedOut: 1, quiet: 1 }])
})

it('the biggest leak is by number, from 30 visits and 10 dropped on', () => {
  const node = (nodeId: string, entered: number, dropped: number): NodeCount => ({
    nodeId,
    entered,
    dropped,
    answered: entered - dropped,
  })
  expect(summarise([node('a', 29, 28), node('b', 1000, 20), node('c', 30, 15)]).leak).toEqual({
    nodeId: 'b',
    dropped: 20,
    entered: 1000,
  })
  expect(summarise([node('a', 30, 10)]).leak).toEqual({ nodeId: 'a', dropped: 10, entered: 30 })
  expect(summarise([node('a', 29, 28), node('b', 1000, 9)]).leak).toBeUndefined()
  expect(summarise([node('a', 200, 0)]).leak).toBeUndefined()
})

it('a quantile from the histogram is within a bucket of the true one, beyond the first second', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, minExcluded: true, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (seconds) => {
        const times: Record<string, number> = {}
        for (const one of seconds) times[bucketOf(one)] = (times[bucketOf(one)] ?? 0) + 1
        const sorted = [...seconds].sort((a, b) => a - b)
        const truth = sorted[Math.ceil(sorted.length / 2) - 1] as number
        const told = quantile(times, 0.5) as number
        expect(Math.abs(told - secondsOf(bucketOf(truth)))).toBeLessThanOrEqual(0.06)
        expect(told / truth).toBeGreaterThan(0.85)
        expect(told / truth).toBeLessThan(1.15)
      },
    ),
  )
})

it('an option whose id is "constructor" is counted like any other', () => {
  const counter = { nodeId: 'ask', entered: 2, answered: 2, outputs: { constructor: 1, toString: 1 } }
  expect(summarise([counter, counter]).nodes.ask?.outputs).toEqual({ constructor: 2, toString: 2 })
})

it('a visit is counted in the hour, the day and the month it began in; one that ends after weeks in the day and the month', async () => {
  const chat = new Chat(registry, [flow])
  await chat.says('hi')
  const [turn] = chat.turns as [Turn]
  const began = {
    ...turn,
    at: '2026-03-31T16:10:00.000Z',
    steps: turn.steps.map((step) => ({ ...step, enteredAt: '2026-03-31T16:10:00.000Z' })),
  }
  const spans = (turns: Turn[]) =>
    byGrain(count(turns, 'Asia/Kolkata')).map((grain) => [...new Set([...grain.values()].map(({ cohort }) => cohort.day))])
  expect(spans([began])).toEqual([['2026-03'], ['2026-03-31'], ['2026-03-31T21+05:30']])
  expect(spans([{ ...began, at: '2026-05-20T00:00:00.000Z' }])).toEqual([['2026-03'], ['2026-03-31'], []])
})
