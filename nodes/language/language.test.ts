import { describe, expect, it } from 'vitest'
import { tapped, timeout, typed, visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import type { LanguageConfig } from './schema.ts'

const config: LanguageConfig = {
  text: { en: 'Welcome, {{ first_name }}! Choose your language.', 'zh-Hant': '歡迎！請選擇語言。' },
  noAnswerSeconds: 7200,
}
const languages = { default: 'en', offered: ['en', 'zh-Hant', 'zh-Hans', 'ar'] }
const choices = [
  { id: 'en', label: 'English' },
  { id: 'zh-Hant', label: '繁體中文' },
  { id: 'zh-Hans', label: '简体中文' },
  { id: 'ar', label: 'العربية' },
]
const visit = (overrides = {}, settings = config) =>
  visitOf(settings, { languages, variables: { first_name: 'Mei' }, ...overrides })
const enter = (overrides = {}, settings = config) => handler.enter(visit(overrides, settings))
const resume = (event: Parameters<NonNullable<typeof handler.resume>>[1], overrides = {}, settings = config) =>
  handler.resume?.(visit(overrides, settings), event)
const contact = { id: 'contact-1', fields: { language: 'ar' }, tags: [] }

describe('a language pick', () => {
  it('asks in every language, a line each without repeats, and offers each by its own name', () => {
    expect(enter()).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 7200,
      memory: { tries: 0 },
      say: [{ kind: 'choices', text: 'Welcome, Mei! Choose your language.\n歡迎！請選擇語言。', choices }],
    })
  })

  it('calls a language what the author calls it', () => {
    expect(enter({}, { ...config, names: { 'zh-Hant': '繁體', ar: '' } })).toMatchObject({
      say: [{ choices: [choices[0], { id: 'zh-Hant', label: '繁體' }, choices[2], choices[3]] }],
    })
  })

  it('does not ask who chose before', () => {
    expect(enter({ contact })).toEqual({
      next: 'go',
      output: 'chosen',
      language: 'ar',
      note: { code: 'known', values: { language: 'العربية' } },
    })
  })

  it('asks again who chose before, when the author wants it or the language is no longer offered', () => {
    expect(enter({ contact }, { ...config, skipIfKnown: false })).toMatchObject({ next: 'wait' })
    expect(enter({ contact, languages: { default: 'en', offered: ['en', 'th'] } })).toMatchObject({ next: 'wait' })
  })

  it('does not ask when there is only one language', () => {
    expect(enter({ languages: { default: 'th', offered: ['th'] } })).toEqual({
      next: 'go',
      output: 'chosen',
      language: 'th',
      note: { code: 'only-one' },
    })
  })

  it('speaks the chosen language from here on and remembers it', () => {
    expect(resume(tapped('zh-Hant', '繁體中文'))).toEqual({
      next: 'go',
      output: 'chosen',
      language: 'zh-Hant',
      effects: [{ kind: 'set-contact', contact: {}, fields: { language: 'zh-Hant' } }],
      answer: { label: 'This node', value: '繁體中文', choice: true },
    })
  })

  it.each([
    ['العربية', 'ar'],
    ['arabic', 'ar'],
    ['Arabic please', 'ar'],
    ['AR', 'ar'],
    ['繁體中文', 'zh-Hant'],
    ['Simplified Chinese', 'zh-Hans'],
    ['3', 'zh-Hans'],
    ['٤', 'ar'],
    ['zh-hant', 'zh-Hant'],
    ['英文', 'en'],
    ['英語', 'en'],
    ['الإنجليزية', 'en'],
    ['廣東話', 'zh-Hant'],
    ['广东话', 'zh-Hant'],
    ['粵語', 'zh-Hant'],
    ['Cantonese', 'zh-Hant'],
    ['繁体中文', 'zh-Hant'],
    ['普通话', 'zh-Hans'],
    ['簡體', 'zh-Hans'],
    ['阿拉伯文', 'ar'],
    ['عربي', 'ar'],
    ['speak english please', 'en'],
  ])('understands %s as %s', (text, language) => {
    expect(resume(typed(text))).toMatchObject({ output: 'chosen', language })
  })

  it.each(['not English', 'mandarin', '國語', 'I do not speak Arabic'])('asks again for “%s”', (text) => {
    expect(resume(typed(text))).toMatchObject({ next: 'wait' })
  })

  it('understands “Chinese” when only one is offered', () => {
    expect(resume(typed('中文'), { languages: { default: 'en', offered: ['en', 'zh-Hant'] } })).toMatchObject({
      language: 'zh-Hant',
    })
    expect(resume(typed('中文'))).toMatchObject({ next: 'wait', memory: { tries: 1 } })
  })

  it('asks again kindly, in every language', () => {
    const offered = { default: 'en', offered: ['en', 'zh-Hant'] }
    expect(resume(typed('hello?'), { languages: offered })).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 7200,
      memory: { tries: 1 },
      say: [
        {
          kind: 'choices',
          text: 'Sorry, I could not read that. Pick one of these, or type its number.\n抱歉，我看不懂。請選擇以下其中一項，或輸入編號。',
          choices: choices.slice(0, 2),
        },
      ],
    })
  })

  it('goes on in the main language after the last try, counted as failed and not remembered', () => {
    expect(resume(typed('hello?'), { memory: { tries: 2 } })).toEqual({
      next: 'go',
      output: 'chosen',
      language: 'en',
      outcome: 'failed',
      note: { code: 'not-understood' },
    })
  })

  it('goes on when nobody answers', () => {
    expect(resume(timeout)).toEqual({ next: 'go', output: 'no-answer' })
  })

  it('shows the flow’s languages on its card', () => {
    expect(description.card({ ...config, names: { 'zh-Hans': '简体' } }, languages)).toEqual({
      text: config.text,
      chips: ['English', '繁體中文', '简体', 'العربية'],
    })
  })
})
