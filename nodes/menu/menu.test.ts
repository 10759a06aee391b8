import { describe, expect, it } from 'vitest'
import { answered, tapped, timeout, typed, visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import type { MenuConfig } from './schema.ts'

const config: MenuConfig = {
  text: { en: 'Hi {{ first_name }}, what is it?', 'zh-Hant': '{{ first_name }}，有什麼事？' },
  options: [
    { id: 'ask', label: { en: 'Quick question', 'zh-Hant': '快速提問' } },
    {
      id: 'track',
      label: { en: 'Track {{ what }}', 'zh-Hant': '追蹤訂單' },
      description: { en: 'Where is it?' },
      synonyms: { en: ['parcel'] },
    },
  ],
  notUnderstood: { en: 'Pick one, {{ first_name }}.' },
  tries: 1,
  noAnswerSeconds: 1800,
  saveAs: 'topic',
}
const variables = { first_name: 'Mei', what: 'my order' }
const resume = (event: Parameters<NonNullable<typeof handler.resume>>[1], overrides = {}, settings = config) =>
  handler.resume?.(visitOf(settings, { variables, ...overrides }), event)

const choices = [
  { id: 'ask', label: 'Quick question' },
  { id: 'track', label: 'Track my order', description: 'Where is it?' },
]

describe('a menu', () => {
  it('asks with its options and waits', () => {
    expect(handler.enter(visitOf(config, { variables }))).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 1800,
      memory: { tries: 0 },
      say: [{ kind: 'choices', text: 'Hi Mei, what is it?', choices }],
    })
  })

  it('names the button that opens a list', () => {
    const { say } = handler.enter(visitOf({ ...config, button: { en: 'Topics' } }, { variables })) as { say: unknown[] }
    expect(say).toEqual([{ kind: 'choices', text: 'Hi Mei, what is it?', choices, button: 'Topics' }])
  })

  it('goes where a tap says', () => {
    expect(resume(tapped('track', 'Track my order'))).toEqual({
      next: 'go',
      output: 'track',
      set: { topic: 'Track my order' },
      answer: { label: 'This node', value: 'Track my order', choice: true },
    })
  })

  it('understands a synonym and notes it', () => {
    expect(resume(typed('Parcel!'))).toEqual({
      next: 'go',
      output: 'track',
      set: { topic: 'Track my order' },
      note: { code: 'typed', values: { typed: 'Parcel!', value: 'Track my order' } },
      answer: { label: 'This node', value: 'Track my order', choice: true },
    })
  })

  it('understands a label whose variables are filled', () => {
    expect(resume(typed('track my order'))).toMatchObject({ output: 'track' })
  })

  it('keeps the label in the main language, whatever language was typed', () => {
    expect(resume(typed('追蹤訂單'), { language: 'zh-Hant' })).toMatchObject({
      output: 'track',
      set: { topic: 'Track my order' },
    })
  })

  it('takes a synonym only when it may understand typed answers', () => {
    expect(resume(typed('parcel'), {}, { ...config, understandTyped: false })).toMatchObject({ next: 'wait' })
  })

  it.each([
    ['a strange word', typed('xyz')],
    ['a photo', answered({ kind: 'media', media: 'image', url: 'https://a.example/b.jpg' })],
    ['a location', answered({ kind: 'location', latitude: 22.3, longitude: 114.2 })],
  ])('asks again after %s, with the same time to answer', (_, event) => {
    expect(resume(event, { memory: { tries: 0 } })).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 1800,
      memory: { tries: 1 },
      say: [{ kind: 'choices', text: 'Pick one, Mei.', choices }],
    })
  })

  it('has a kind word of its own in the contact’s language', () => {
    const { say } = resume(typed('xyz'), { language: 'zh-Hant' }, { ...config, notUnderstood: {} }) as { say: { text: string }[] }
    expect(say[0]?.text).toBe('抱歉，我看不懂。請選擇以下其中一項，或輸入編號。')
  })

  it('gives up after the last try', () => {
    expect(resume(typed('xyz'), { memory: { tries: 1 } })).toEqual({ next: 'go', output: 'invalid' })
  })

  it('goes on when nobody answers', () => {
    expect(resume(timeout)).toEqual({ next: 'go', output: 'no-answer' })
  })

  describe('whose label is an empty variable', () => {
    const unset = { ...config, options: [config.options[0]!, { id: 'o7f3', label: { en: '{{ last_product }}' } }] }

    it('offers the option by its place in the list, never by its id', () => {
      const { say } = handler.enter(visitOf(unset, { variables })) as { say: unknown[] }
      expect(say).toEqual([
        {
          kind: 'choices',
          text: 'Hi Mei, what is it?',
          choices: [
            { id: 'ask', label: 'Quick question' },
            { id: 'o7f3', label: '2' },
          ],
        },
      ])
    })

    it.each([tapped('o7f3', '2'), typed('2')])('keeps the place, never the id, as the answer', (event) => {
      expect(resume(event, {}, unset)).toMatchObject({
        output: 'o7f3',
        set: { topic: '2' },
        answer: { label: 'This node', value: '2', choice: true },
      })
    })
  })

  it('has an output for each option, one for misunderstanding and one for silence', () => {
    expect(description.outputs(config)).toEqual([
      { name: 'ask', label: config.options[0]?.label, kind: 'answer', needed: true },
      { name: 'track', label: config.options[1]?.label, kind: 'answer', needed: true },
      { name: 'invalid', label: 'Not understood, 2 times', kind: 'invalid', needed: false },
      { name: 'no-answer', label: 'No answer', kind: 'no-answer', afterSeconds: 1800, needed: true },
    ])
    expect(description.writes?.(config)).toEqual(['topic'])
  })
})
