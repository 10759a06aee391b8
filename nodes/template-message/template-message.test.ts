import { expect, it } from 'vitest'
import type { MessageTemplate } from '#schemas/message-template.ts'
import type { Questions } from '../contract.ts'
import { tapped, timeout, typed, visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import type { TemplateMessageConfig } from './schema.ts'

const config: TemplateMessageConfig = {
  template: 'slot',
  text: { en: 'We come on {{ day }}.' },
  values: [{ place: 'body.1', text: { en: '{{ day }}', 'zh-Hant': '{{ day }}上午' } }],
  replies: [
    { id: 'yes', label: { en: 'Yes', 'zh-Hant': '好' } },
    { id: 'later', label: { en: 'Another day', 'zh-Hant': '改天' } },
  ],
  noAnswerSeconds: 3600,
}
const inChinese: MessageTemplate = {
  name: 'slot',
  language: 'zh_HK',
  state: 'approved',
  body: '我們會在{{1}}上門安裝。',
  buttons: ['改天', '好'],
  actions: [
    { kind: 'reply', label: '改天' },
    { kind: 'reply', label: '好' },
  ],
  places: [{ in: 'body', name: '1' }],
}
const answers = (answer: Questions['template']['answer']) => ({ ask: () => Promise.resolve(answer as never) })
const onWhatsApp = { sendsTemplates: true, language: 'zh-Hant', variables: { day: '星期一\n' } }

it('goes in the language of the person, its buttons with the ways out that they lead to', async () => {
  const services = answers({ template: inChinese, language: 'zh-Hant', files: '' })
  expect(await handler.enter(visitOf(config, { ...onWhatsApp, services }))).toEqual({
    next: 'wait',
    for: 'answer',
    seconds: 3600,
    say: [
      {
        kind: 'template',
        template: {
          name: 'slot',
          language: 'zh_HK',
          parameters: [
            { in: 'body', name: '1', value: '星期一 上午' },
            { in: 'button', button: 0, as: 'reply', value: 'later' },
            { in: 'button', button: 1, as: 'reply', value: 'yes' },
          ],
        },
        text: '我們會在星期一 上午上門安裝。',
        language: 'zh-HK',
      },
    ],
  })
})

it.each(['unknown', 'pending', 'rejected', 'off', 'beyond'] as const)('one that is %s does not go', async (why) => {
  expect(await handler.enter(visitOf(config, { ...onWhatsApp, services: answers({ why }) }))).toEqual({
    next: 'go',
    output: 'not-approved',
    note: { code: why, values: { template: 'slot' } },
  })
})

it('one with an empty place does not go', async () => {
  const services = answers({ template: inChinese, language: 'zh-Hant', files: '' })
  const values = [{ place: 'body.1', text: { en: '{{ nothing }}' } }]
  expect(await handler.enter(visitOf({ ...config, values }, { ...onWhatsApp, services }))).toMatchObject({
    output: 'not-approved',
    note: { code: 'empty-place', values: { place: 'body.1' } },
  })
})

it('is its text and choices where there are no templates', () => {
  expect(handler.enter(visitOf(config, { variables: { day: 'Monday' } }))).toMatchObject({
    next: 'wait',
    say: [
      {
        kind: 'choices',
        text: 'We come on Monday.',
        choices: [
          { id: 'yes', label: 'Yes' },
          { id: 'later', label: 'Another day' },
        ],
      },
    ],
  })
  const { replies: _, ...plain } = config
  expect(handler.enter(visitOf(plain, { variables: { day: 'Monday' } }))).toMatchObject({ next: 'go', output: 'next' })
})

it.each([
  ['offers', undefined, 'refused'],
  ['offers', 'refused', 'refused'],
  ['offers', 'given', 'wait'],
  ['service', undefined, 'wait'],
  ['service', 'refused', 'refused'],
] as const)('for %s, to which they said %s, it is %s', (purpose, said, comes) => {
  const contact = { id: 'c', fields: {}, tags: [], ...(said ? { consents: { [purpose]: said } } : {}) }
  const outcome = handler.enter(visitOf({ ...config, purpose }, { contact }))
  expect(outcome).toMatchObject(comes === 'wait' ? { next: 'wait' } : { output: 'refused' })
})

it('what is tapped or typed leads on like a choice', () => {
  const resume = (event: Parameters<NonNullable<typeof handler.resume>>[1]) => handler.resume?.(visitOf(config), event)
  expect(resume(tapped('yes', 'Yes'))).toMatchObject({ output: 'yes', answer: { value: 'Yes', choice: true } })
  expect(resume(typed('another day'))).toMatchObject({ output: 'later' })
  expect(resume(typed('how much is it?'))).toMatchObject({ output: 'other' })
  expect(resume(timeout)).toMatchObject({ output: 'no-answer' })
})
