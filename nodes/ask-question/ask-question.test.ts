import { describe, expect, it } from 'vitest'
import type { IncomingContent } from '#schemas/message.ts'
import { timeout, typed, visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import { readAnswer } from './read-answer.ts'
import { type AskQuestionConfig, schema } from './schema.ts'
import { fitText, type TextRule } from './text-rules.ts'

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
  valueRead(
    visitOf({ ...config, answer: kind, ...more }),
    typeof content === 'string' ? { kind: 'text', text: content } : content,
  )
const valueRead = (...given: Parameters<typeof readAnswer>) => readAnswer(...given)?.value ?? null

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

describe('a text with a rule', () => {
  it.each<[NonNullable<AskQuestionConfig['rule']>, string, string | null]>([
    ['postcode-5', '05200', '05200'],
    ['postcode-5', '０５２００', '05200'],
    ['postcode-5', '๐๕๒๐๐', '05200'],
    ['postcode-5', 'my postcode is 05200.', '05200'],
    ['postcode-5', '邮编是05200谢谢', '05200'],
    ['postcode-5', '0520', null],
    ['postcode-6', '510 000', '510000'],
    ['digits', '0012 3456', '00123456'],
    ['digits', '7615917337495251231', '7615917337495251231'],
    ['digits', 'twelve', null],
    ['order', 'HK-12345', 'HK-12345'],
    ['order', 'my order is #12345', '#12345'],
    ['order', 'hk12345', 'HK12345'],
    ['id-hk', 'a123456(7)', 'A123456(7)'],
    ['id-hk', 'A1234567', 'A1234567'],
    ['id-cn', '11010519491231002x', '11010519491231002X'],
    ['id-th', '1-2345-67890-12-1', '1-2345-67890-12-1'],
    ['id-eg', '٢٩٠٠١٠١١٢٣٤٥٦٧', '29001011234567'],
    ['id-vn', '001099012345', '001099012345'],
    ['id-id', '3171234567890123', '3171234567890123'],
    ['id-id', '317123456789012', null],
  ])('%s: %j is kept as %j', (rule, text, kept) => {
    expect(read('text', text, { rule })).toBe(kept)
  })

  it('has a pattern of the author’s own', () => {
    const own = { rule: 'pattern', pattern: 'HK-9999' } as const
    expect(['hk-1234', 'it is HK-1234!', 'HK-12', 'HK-1234 or HK-5678'].map((text) => read('text', text, own))).toEqual([
      'HK-1234',
      'HK-1234',
      null,
      null,
    ])
    expect(read('text', 'anything', { rule: 'pattern' })).toBeNull()
  })

  it('has a length, counted in letters', () => {
    expect(['a', 'ab', '👍🏽x', 'abcde'].map((text) => read('text', text, { minLength: 2, maxLength: 4 }))).toEqual([
      null,
      'ab',
      '👍🏽x',
      null,
    ])
  })

  it('asks again in words that fit', () => {
    expect(resume(typed('no idea'), { ...config, answer: 'text', rule: 'digits' })).toMatchObject({
      say: [{ text: 'That does not look right. Please check it and type it again.' }],
    })
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
      10,
    ])
    expect(['ten', 'eleven'].map((text) => read('number', text, { ...within, whole: true }))).toEqual([10, null])
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
    ['我的邮箱是mei@example.com谢谢', 'mei@example.com'],
    ['我的電郵：mei@example.com。', 'mei@example.com'],
    ['電郵係mei.chan@mail.example.com.hk呀', 'mei.chan@mail.example.com.hk'],
    ['邮箱mei_chan88@qq.example，谢谢', 'mei_chan88@qq.example'],
    ['อีเมลmei@example.comค่ะ', 'mei@example.com'],
    ['بريدي mei@example.com شكرا', 'mei@example.com'],
    ['\u200fmei@example.com\u200f', 'mei@example.com'],
    ['mei\u200b@example.com', 'mei@example.com'],
    ['mei@example.com\u00a0', 'mei@example.com'],
    ['email mei@example.com ạ', 'mei@example.com'],
    ['email saya: mei@example.com ya kak', 'mei@example.com'],
    ["it's 'mei@example.com'", 'mei@example.com'],
    ['mailto:mei@example.com', 'mei@example.com'],
    ['mei@example.com mei@example.com', 'mei@example.com'],
    ['李@例子.公司', '李@例子.公司'],
    ["o'hara@example.com", "o'hara@example.com"],
    ['mei@example.c', null],
    ['mei at example dot com', null],
    ['a'.repeat(100_000), null],
    ['@'.repeat(100_000), null],
    ['a@'.repeat(50_000), null],
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

  it.each<[string, string | undefined, string | null]>([
    ['912345', 'HK', null],
    ['0101234567', 'EG', null],
    ['0123456789', 'VN', null],
    ['006281234567890', 'ID', '+6281234567890'],
    ['00852 9123 4567', 'EG', '+85291234567'],
    ['00852 9123 4567', undefined, '+85291234567'],
    ['852 9123 4567', 'HK', '+85291234567'],
    ['(852) 9123-4567', 'HK', '+85291234567'],
    ['(+852) 9123 4567', undefined, '+85291234567'],
    ['電話:9123-4567', 'HK', '+85291234567'],
    ['我電話係91234567唔該', 'HK', '+85291234567'],
    ['９１２３４５６７', 'HK', '+85291234567'],
    ['2123 4567', 'HK', '+85221234567'],
    ['138 0013 8000', 'CN', '+8613800138000'],
    ['手机13800138000', 'CN', '+8613800138000'],
    ['86 13800138000', 'CN', '+8613800138000'],
    ['010-6552 9988', 'CN', '+861065529988'],
    ['01012345678', 'EG', '+201012345678'],
    ['٠١٠١٢٣٤٥٦٧٨', 'EG', '+201012345678'],
    ['\u200f٠١٠ ١٢٣٤ ٥٦٧٨\u200f', 'EG', '+201012345678'],
    ['201012345678', 'EG', '+201012345678'],
    ['+20 10 1234 5678', undefined, '+201012345678'],
    ['081-234-5678', 'TH', '+66812345678'],
    ['เบอร์ 081 234 5678 ค่ะ', 'TH', '+66812345678'],
    ['๐๘๑๒๓๔๕๖๗๘', 'TH', '+66812345678'],
    ['(02) 123 4567', 'TH', '+6621234567'],
    ['0912 345 678', 'VN', '+84912345678'],
    ['0912.345.678', 'VN', '+84912345678'],
    ['sđt 0912345678 nhé', 'VN', '+84912345678'],
    ['84912345678', 'VN', '+84912345678'],
    ['0812-3456-7890', 'ID', '+6281234567890'],
    ['WA: 081234567890', 'ID', '+6281234567890'],
    ['62 812 3456 7890', 'ID', '+6281234567890'],
    ['62812345678', 'ID', '+62812345678'],
    ['6281234567890', 'ID', '+6281234567890'],
    ['62 0812 3456 7890', 'ID', '+6281234567890'],
    ['+62812345678', 'ID', '+62812345678'],
    ['0812345678', 'ID', '+62812345678'],
    ['62 21 5551234', 'ID', '+62215551234'],
    ['6212345', 'ID', null],
    ['852 91234567', 'HK', '+85291234567'],
    ['60 12 345 6789', 'MY', '+60123456789'],
    ['65 9123 4567', 'SG', '+6591234567'],
    ['66812345678', 'TH', '+66812345678'],
    ['49 30 1234567', 'DE', '+49301234567'],
    ['1 202 555 0123', 'US', '+12025550123'],
    ['(021) 5551234', 'ID', '+62215551234'],
    ['+852\u00a09123\u200b4567', undefined, '+85291234567'],
    ['\u202a+852 9123 4567\u202c', undefined, '+85291234567'],
    ['order 12345, phone 91234567', 'HK', '+85291234567'],
    ['91234567 or 61234567', 'HK', null],
    ['91234567', 'XX', null],
    ['+852 9123-4567 ext 5', 'HK', '+85291234567'],
  ])('%j in %s is read as %j', (text, defaultCountry, phone) => {
    expect(read('phone', text, defaultCountry ? { defaultCountry } : {})).toBe(phone)
  })

  it('has the country of the workspace when nobody said one', () => {
    const visit = visitOf<AskQuestionConfig>({ ...config, answer: 'phone' }, { country: 'EG' })
    expect(valueRead(visit, { kind: 'text', text: '01012345678' })).toBe('+201012345678')
  })

  it('is the one on a shared contact card', () => {
    expect(read('phone', { kind: 'contacts', contacts: [{ name: 'Mei', phones: ['+85291234567'] }] })).toBe('+85291234567')
  })

  it('has the country of the contact’s own number when the author named none', () => {
    const contact = { id: 'contact-1', phone: '+85298765432', fields: {}, tags: [] }
    expect(valueRead(visitOf({ ...config, answer: 'phone' }, { contact }), { kind: 'text', text: '91234567' })).toBe(
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

  const doubtful = (text: string, more: Partial<AskQuestionConfig> = {}, memory = {}, language = 'en') =>
    resume(typed(text), { ...config, ...more }, { language, memory: { tries: 0, ...memory } })

  it('is said back when it may mean another day, and kept when the customer agrees', () => {
    expect(doubtful('3/4/2027')).toEqual({
      next: 'wait',
      for: 'answer',
      seconds: 600,
      memory: { tries: 0, proposed: '2027-04-03' },
      say: [
        {
          kind: 'choices',
          text: 'Saturday, 3 April 2027, is that right?',
          choices: [
            { id: 'yes', label: 'Yes' },
            { id: 'no', label: 'No' },
          ],
          button: '',
        },
      ],
    })
    expect(resume(typed('3/4/2027'), config, { isSensitive: () => true })).toMatchObject({ output: 'valid' })
    const proposed = { proposed: '2027-04-03' }
    expect(['yes', 'Yes!', 'ok', '3/4/2027'].map((text) => doubtful(text, {}, proposed))).toEqual(
      Array(4).fill({
        next: 'go',
        output: 'valid',
        set: { day: '2027-04-03' },
        answer: { label: 'This node', value: '2027-04-03' },
      }),
    )
    expect(doubtful('no', {}, proposed)).toMatchObject({ memory: { tries: 1 }, say: [{ text: 'Which day suits you, ?' }] })
    expect(doubtful('4 March 2027', {}, proposed)).toMatchObject({ output: 'valid', set: { day: '2027-03-04' } })
  })

  it.each([
    ['4/3/2027', 'zh-Hant', '2027年3月4日 星期四，對嗎？'],
    ['24/12/68', 'th', 'วันพุธที่ 24 ธันวาคม พ.ศ. 2568 ใช่ไหมคะ/ครับ'],
    ['23/11/2025', 'en', 'Sunday, 23 November 2025, is that right?'],
    ['24/12 or 25/12', 'en', 'Thursday, 24 December 2026, is that right?'],
    ['20/2', 'vi', 'Thứ Bảy, 20 tháng 2, 2027, đúng không ạ?'],
  ])('%j in %s is said back as %j', (text, language, words) => {
    expect(doubtful(text, {}, {}, language)).toMatchObject({ say: [{ text: words }] })
  })

  it('of the past is a matter of course where the question is about the past', () => {
    expect(doubtful('1/3/2026', { latest: 0 }, {}, 'vi')).toMatchObject({ set: { day: '2026-03-01' } })
    expect(doubtful('24 december', { latest: 0 })).toMatchObject({ set: { day: '2025-12-24' } })
    expect(doubtful('2 May 1985')).toMatchObject({ set: { day: '1985-05-02' } })
  })

  it('keeps its time when the author wants it', () => {
    const hongKong = { timeZone: 'Asia/Hong_Kong' }
    const at = (text: string, time: 'none' | 'kept' | 'needed') =>
      valueRead(visitOf<AskQuestionConfig>({ ...config, time }, hongKong), { kind: 'text', text })
    expect([at('24 dec at 3pm', 'none'), at('24 dec at 3pm', 'kept'), at('24 dec', 'kept'), at('24 dec', 'needed')]).toEqual([
      '2026-12-24',
      '2026-12-24T15:00:00+08:00',
      '2026-12-24',
      null,
    ])
    expect(resume(typed('tomorrow'), { ...config, time: 'needed' })).toMatchObject({
      say: [{ text: 'Please type the day and the time, like 2026-11-24 15:00.' }],
    })
  })

  it('whose time is not understood is asked for again, where the time is kept', () => {
    expect(resume(typed('24 dec at 25:00'), { ...config, time: 'kept' })).toMatchObject({
      memory: { tries: 1 },
      say: [{ text: 'Please type the day and the time, like 2026-11-24 15:00.' }],
    })
    expect(resume(typed('24 dec at 25:00'))).toMatchObject({ output: 'valid', set: { day: '2026-12-24' } })
  })

  it('of the past is refused where it begins today, and said back where nothing says so', () => {
    expect(resume(typed('last friday'), { ...config, earliest: 0 })).toMatchObject({ memory: { tries: 1 } })
    expect(resume(typed('last friday'))).toMatchObject({ say: [{ text: 'Friday, 6 March 2026, is that right?' }] })
  })

  it('is counted from today where the workspace is', () => {
    const late = { timeZone: 'Asia/Hong_Kong', services: { now: () => '2026-03-09T20:00:00.000Z' } }
    expect(valueRead(visitOf(config, late), { kind: 'text', text: 'today' })).toBe('2026-03-10')
  })
})

it.each(Object.entries(schema.properties.rule['x-labels']).filter(([, label]) => label.includes('such as ')))(
  'the rule %s takes the answer that its label gives as an example: %s',
  (rule, label) => {
    const example = label.split('such as ')[1] as string
    expect(fitText(example, { text: {}, answer: 'text', saveAs: 'code', rule: rule as TextRule })).toBe(example)
  },
)
