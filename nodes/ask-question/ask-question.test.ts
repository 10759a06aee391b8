import { describe, expect, it } from 'vitest'
import type { IncomingContent } from '#schemas/message.ts'
import { timeout, typed, visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import { readAnswer } from './read-answer.ts'
import type { AskQuestionConfig } from './schema.ts'

const config: AskQuestionConfig = {
  text: { en: 'Which day suits you, {{ first_name }}?' },
  answer: 'date',
  saveAs: 'day',
  tries: 1,
  noAnswerSeconds: 600,
}
const resume = (event: Parameters<NonNullable<typeof handler.resume>>[1], settings = config, overrides = {}) =>
  handler.resume?.(visitOf(settings, overrides), event)
const read = (kind: AskQuestionConfig['answer'], content: string | IncomingContent, more: Partial<AskQuestionConfig> = {}) =>
  readAnswer(
    visitOf({ ...config, answer: kind, ...more }),
    typeof content === 'string' ? { kind: 'text', text: content } : content,
  )

describe('a question', () => {
  it('asks and waits', () => {
    expect(handler.enter(visitOf(config, { variables: { first_name: 'Mei' } }))).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 600,
      memory: { tries: 0 },
      say: [{ kind: 'text', text: 'Which day suits you, Mei?' }],
    })
  })

  it('keeps a valid answer', () => {
    expect(resume(typed('tomorrow'))).toEqual({
      next: 'go',
      output: 'valid',
      set: { day: '2026-03-10' },
      answer: { label: 'This node', value: '2026-03-10' },
    })
  })

  it('keeps it on the contact too', () => {
    const email = { ...config, answer: 'email', saveAs: 'mail' } as const
    expect(resume(typed('Mei@Example.com'), { ...email, saveToContact: 'email' })).toMatchObject({
      effects: [{ kind: 'set-contact', contact: { email: 'Mei@example.com' } }],
    })
    expect(resume(typed('42'), { ...config, answer: 'number', saveToContact: 'field:age' })).toMatchObject({
      effects: [{ kind: 'set-contact', contact: {}, fields: { age: 42 } }],
    })
  })

  it('asks again in its own words, with the same time to answer', () => {
    expect(
      resume(typed('whenever'), { ...config, invalidText: { en: 'A date, like 24/11.' } }, { memory: { tries: 0 } }),
    ).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 600,
      memory: { tries: 1 },
      say: [{ kind: 'text', text: 'A date, like 24/11.' }],
    })
  })

  it('has words of its own in the contact’s language', () => {
    expect(resume(typed('幾時都得'), config, { language: 'zh-Hant' })).toMatchObject({
      say: [{ kind: 'text', text: '這個日期無法使用。請按此格式輸入：2026-11-24' }],
    })
  })

  it('gives up after the last try', () => {
    expect(resume(typed('whenever'), config, { memory: { tries: 1 } })).toEqual({ next: 'go', output: 'invalid' })
  })

  it('goes on when nobody answers', () => {
    expect(resume(timeout)).toEqual({ next: 'go', output: 'no-answer' })
  })

  it('names its outputs after what it asks for', () => {
    expect(description.outputs(config).map(({ name, label }) => `${name}: ${label}`)).toEqual([
      'valid: Valid date',
      'invalid: Not valid, 2 times',
      'no-answer: No answer',
    ])
  })
})

describe('a text', () => {
  it.each([
    ['  Hello there ', 'Hello there'],
    ['', null],
  ])('%j is kept as %j', (text, kept) => {
    expect(read('text', text)).toBe(kept)
  })

  it('is the caption of a picture, and a picture without one is no text', () => {
    expect(read('text', { kind: 'media', media: 'image', caption: 'My invoice' })).toBe('My invoice')
    expect(read('text', { kind: 'media', media: 'audio', voice: true })).toBeNull()
  })
})

describe('a number', () => {
  it('keeps its limits', () => {
    const within = { min: 1, max: 10 }
    expect(['1', '10', '0', '10.5', '-3', 'ten'].map((text) => read('number', text, within))).toEqual([
      1,
      10,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('an e-mail address', () => {
  it.each([
    ['mei@example.com', 'mei@example.com'],
    [' It is Mei.Chan+shop@Mail.Example.CO.UK. ', 'Mei.Chan+shop@mail.example.co.uk'],
    ['<mei@example.com>', 'mei@example.com'],
    ['mei＠example.com', 'mei@example.com'],
    ['mei@例子.公司', 'mei@例子.公司'],
    ['mei@example', null],
    ['mei@.com', null],
    ['mei..chan@example.com', null],
    ['@example.com', null],
    ['a@b.com or c@d.com', null],
    [`${'a'.repeat(65)}@example.com`, null],
    [`a@${'a.'.repeat(50_000)}com`, null],
    ['no', null],
  ])('%j is read as %j', (text, email) => {
    expect(read('email', text)).toBe(email)
  })
})

describe('a phone number', () => {
  const hongKong = { defaultCountry: 'HK' }

  it.each([
    ['9123 4567', '+85291234567'],
    ['+852 9123-4567', '+85291234567'],
    ['٩١٢٣٤٥٦٧', '+85291234567'],
    ['call me at 91234567 please', '+85291234567'],
    ['+66 81 234 5678', '+66812345678'],
    ['123', null],
    ['later', null],
    ['9'.repeat(100_000), null],
  ])('%j is read as %j in Hong Kong', (text, phone) => {
    expect(read('phone', text, hongKong)).toBe(phone)
  })

  it('is the one on a shared contact card', () => {
    expect(read('phone', { kind: 'contacts', contacts: [{ name: 'Mei', phones: ['+85291234567'] }] })).toBe('+85291234567')
  })

  it('has the country of the contact’s own number when the author named none', () => {
    const contact = { id: 'contact-1', phone: '+85298765432', fields: {}, tags: [] }
    expect(readAnswer(visitOf({ ...config, answer: 'phone' }, { contact }), { kind: 'text', text: '91234567' })).toBe(
      '+85291234567',
    )
    expect(read('phone', '91234567')).toBeNull()
  })
})

describe('a date', () => {
  it('keeps its limits in days from today', () => {
    const soon = { earliest: 0, latest: 30 }
    expect(['today', '2026-04-08', '2026-04-09', '2026-03-08'].map((text) => read('date', text, soon))).toEqual([
      '2026-03-09',
      '2026-04-08',
      null,
      null,
    ])
  })

  it('is counted from today where the workspace is', () => {
    const late = { timeZone: 'Asia/Hong_Kong', services: { now: () => '2026-03-09T20:00:00.000Z' } }
    expect(readAnswer(visitOf(config, late), { kind: 'text', text: 'today' })).toBe('2026-03-10')
  })
})
