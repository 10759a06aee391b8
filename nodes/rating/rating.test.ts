import { expect, it } from 'vitest'
import { tapped, timeout, typed, visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import type { RatingConfig } from './schema.ts'

const config: RatingConfig = { text: { en: 'How was it?' }, highest: 3, noAnswerSeconds: 60, saveAs: 'mark', tries: 1 }
const choices = ['1', '2', '3'].map((mark) => ({ id: mark, label: mark }))

it('asks with its marks and waits', () => {
  expect(handler.enter(visitOf(config))).toEqual({
    next: 'wait',
    for: 'answer',
    seconds: 60,
    memory: { tries: 0 },
    say: [{ kind: 'choices', text: 'How was it?', choices }],
  })
})

it.each([
  ['tapped', tapped('3', '3')],
  ['typed', typed('3')],
  ['typed in Arabic digits', typed('٣')],
])('keeps a mark that is %s, as a number', (_, event) => {
  expect(handler.resume?.(visitOf(config, { node: { id: 'n', name: 'Rating' } }), event)).toEqual({
    next: 'go',
    output: 'rated',
    set: { mark: 3 },
    effects: [{ kind: 'event', type: 'rated', data: { mark: 3, of: 3 } }],
    answer: { label: 'Rating', value: '3 of 3' },
  })
})

it.each([
  ['3/3', 3],
  ['3 stars', 3],
  ['I give 2 out of 3', 2],
  ['two', 2],
  ['⭐⭐', 2],
  ['2星', 2],
  ['1 sao', 1],
])('reads “%s” as a mark', (text, mark) => {
  expect(handler.resume?.(visitOf(config), typed(text))).toMatchObject({ output: 'rated', set: { mark } })
})

it.each(['I waited 3 days', 'not 3 stars', '-1', '2.5', '1 or 2'])('“%s” is no mark', (text) => {
  expect(handler.resume?.(visitOf(config), typed(text))).toMatchObject({ next: 'wait' })
})

it('asks again for what is no mark, and gives up after the last try', () => {
  expect(handler.resume?.(visitOf(config, { memory: { tries: 0 } }), typed('great'))).toMatchObject({
    next: 'wait',
    memory: { tries: 1 },
  })
  expect(handler.resume?.(visitOf(config, { memory: { tries: 1 } }), typed('7'))).toEqual({ next: 'go', output: 'invalid' })
})

it('goes on by itself when nobody answers', () => {
  expect(handler.resume?.(visitOf(config), timeout)).toEqual({ next: 'go', output: 'no-answer' })
})
