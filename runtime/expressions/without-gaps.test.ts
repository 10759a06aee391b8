import { expect, it } from 'vitest'
import { fillInParts } from './fill.ts'
import { mayHaveGap, withoutGaps } from './without-gaps.ts'

const said = (template: string, scope: Record<string, unknown>): string => withoutGaps(fillInParts(template, scope))

it.each([
  ['Hi {{ first_name }}!', 'Hi!'],
  ['Hi {{ first_name }}, how are you?', 'Hi, how are you?'],
  ['Hi {{ first_name }} how are you?', 'Hi how are you?'],
  ['Hi {{ first_name }}\nHow are you?', 'Hi\nHow are you?'],
  ['{{ first_name }}, how are you?', 'How are you?'],
  ['{{ first_name }}，有甚麼可以幫到您？', '有甚麼可以幫到您？'],
  ['أهلاً بك يا {{ first_name }}، كيف نساعدك؟', 'أهلاً بك يا، كيف نساعدك؟'],
  ['Salut {{ first_name }} !', 'Salut !'],
  ['Dear {{ title }} {{ first_name }}.', 'Dear.'],
  ['Welcome\n{{ first_name }}, here we are', 'Welcome\nHere we are'],
  ['Thank you {{ first_name }}', 'Thank you'],
  ['{{ first_name }}', ''],
])('who has no name that one is called by is not greeted with a gap: %s', (template, text) => {
  expect(said(template, {})).toBe(text)
})

it.each([
  'Hi {{ first_name }}!',
  '{{ first_name }}, hello',
  'a  b {{ first_name }} , {{ other }} .',
  ' {{ first_name }} \n , x ',
])('a text whose places all have a value stays as it was filled: %s', (template) =>
  expect(said(template, { first_name: 'Mei', other: 'x' })).toBe(
    template.replace(/\{\{ (\w+) \}\}/g, (_, name) => (name === 'other' ? 'x' : 'Mei')),
  ),
)

it('nothing that reads as it should is looked at twice, and every gap is', () => {
  expect(['Hi Mei!', 'Hello, Mei.\nHow are you?', '你好，Mei'].map(mayHaveGap)).toEqual([false, false, false])
  expect(['Hi !', 'Hi , how', ', how', 'Hi  you', 'Hi ', 'a\n, b', ' you'].every(mayHaveGap)).toBe(true)
})
