import { describe, expect, it } from 'vitest'
import type { ColumnUse } from '#schemas/people-file.ts'
import { dayOrderOf, readDay } from './read-day.ts'
import { readLanguage } from './read-language.ts'
import { type FieldKind, type RowPlan, readRow } from './read-row.ts'
import { recogniseColumns } from './recognise-columns.ts'

const fields = new Map<string, FieldKind>([
  ['size', { type: 'one-of', options: ['S', 'M'] }],
  ['likes', { type: 'many-of', options: ['TV', 'Audio'] }],
  ['points', { type: 'number' }],
  ['since', { type: 'date' }],
  ['vip', { type: 'yes-no' }],
  ['site', { type: 'link' }],
  ['note', { type: 'text' }],
])
const plan: RowPlan = {
  uses: [],
  dates: 'dmy',
  country: 'HK',
  language: 'en',
  timeZone: 'Asia/Hong_Kong',
  today: '2026-11-30',
  now: '2026-11-30T04:00:00.000Z',
  fields,
  stages: [{ id: 'returning', label: 'Returning' }],
}

/** What a row of these cells, by what their columns are, comes to. */
function row(cells: Partial<Record<ColumnUse, string>>, over: Partial<RowPlan> = {}) {
  const uses = Object.keys(cells) as ColumnUse[]
  return readRow({ cells: Object.values(cells) as string[], next: 0, lines: 1 }, { ...plan, uses, ...over })
}
const problemOf = (cells: Partial<Record<ColumnUse, string>>) => {
  const read = row({ phone: '91234567', ...cells })
  return 'problems' in read ? read.problems.map(({ code }) => code) : read.person
}

describe('a row of a file', () => {
  it('says who somebody is, and what is known of them', () => {
    const read = row({
      name: ' 陳大文 ',
      phone: '9123 4567',
      email: 'Mei@Shop.Example',
      'external-id': 'C-17',
      language: '繁體中文',
      'time-zone': 'Asia/Hong_Kong',
      birthday: '24/12/1990',
      stage: 'returning',
      tags: 'VIP; Kowloon،TV',
      'field:size': 'm',
      'field:likes': 'tv, audio',
      'field:points': '1200.5',
      'field:since': '2020-02-29',
      'field:vip': '是',
      'field:note': '-',
    })
    expect(read).toEqual({
      person: {
        keys: { phone: '+85291234567', email: 'mei@shop.example', externalId: 'C-17' },
        facts: {
          name: '陳大文',
          phone: '+85291234567',
          email: 'mei@shop.example',
          language: 'zh-Hant',
          timeZone: 'Asia/Hong_Kong',
          birthday: '1990-12-24',
          stage: 'returning',
        },
        fields: { size: 'M', likes: ['TV', 'Audio'], points: 1200.5, since: '2020-02-29', vip: true },
        tags: ['VIP', 'Kowloon', 'TV'],
        consents: [],
      },
    })
  })

  it('has a phone number as spreadsheets leave it', () => {
    const phones = [
      '+852 9123 4567',
      '85291234567',
      '="91234567"',
      "'+85291234567",
      '٩١٢٣٤٥٦٧',
      '00852-9123-4567',
      '\u202a+85291234567\u202c',
    ]
    for (const phone of phones) expect(row({ phone })).toMatchObject({ person: { keys: { phone: '+85291234567' } } })
    expect(row({ phone: '1001234567' }, { country: 'EG' })).toMatchObject({ person: { keys: { phone: '+201001234567' } } })
  })

  it.each<[Partial<Record<ColumnUse, string>>, string]>([
    [{ phone: '8.52912E+11' }, 'lost-digits'],
    [{ phone: '123' }, 'phone'],
    [{ phone: '91234567 or 98765432' }, 'phone'],
    [{ email: 'mei at shop' }, 'email'],
    [{ name: '=HYPERLINK("http://x")' }, 'formula'],
    [{ name: "=cmd|' /C calc'!A0" }, 'formula'],
    [{ name: '#REF!' }, 'formula'],
    [{ name: 'x'.repeat(300_000) }, 'too-long'],
    [{ birthday: '31/02/1990' }, 'date'],
    [{ birthday: '2031-01-01' }, 'date'],
    [{ birthday: 'soon' }, 'date'],
    [{ language: 'Klingonese' }, 'language'],
    [{ 'time-zone': 'Kowloon' }, 'time-zone'],
    [{ stage: 'nobody' }, 'stage'],
    [{ tags: 'x'.repeat(100) }, 'tags'],
    [{ 'external-id': 'x'.repeat(200) }, 'external-id'],
    [{ 'field:size': 'XXL' }, 'choice'],
    [{ 'field:likes': 'TV, Boats' }, 'choice'],
    [{ 'field:points': 'many' }, 'number'],
    [{ 'field:since': '99/99/9999' }, 'date'],
    [{ 'field:vip': 'perhaps' }, 'yes-no'],
    [{ 'field:site': 'javascript:alert(1)' }, 'link'],
    [{ 'field:note': 'x'.repeat(2000) }, 'too-long'],
  ])('stays out, and says why: %#', (cells, code) => {
    expect(problemOf(cells)).toEqual([code])
  })

  it('stays out when nothing says who it is, or when it has more cells than there are columns', () => {
    expect(row({ name: 'Ada' })).toEqual({ problems: [{ code: 'no-key' }] })
    expect(readRow({ cells: ['91234567', 'x'], next: 0, lines: 1 }, { ...plan, uses: ['phone'] })).toEqual({
      problems: [{ code: 'too-many-cells' }],
    })
  })

  it('says everything that is wrong with it, and the cells', () => {
    expect(row({ phone: '123', email: 'x' })).toEqual({
      problems: [
        { code: 'phone', column: 0, value: '123' },
        { code: 'email', column: 1, value: 'x' },
      ],
    })
  })

  it('has a consent only with its words and when it was given', () => {
    const asked = { phone: '91234567', 'consent:offers': 'yes' } as const
    expect(row(asked)).toMatchObject({ problems: [{ code: 'consent' }] })
    expect(row({ ...asked, 'consent-words': 'Send me offers', 'consent-at': '1/12/2026' })).toMatchObject({
      problems: [{ code: 'consent' }],
    })
    expect(row({ ...asked, 'consent-words': 'Send me offers', 'consent-at': '1/2/2026 10:30' })).toMatchObject({
      person: {
        consents: [{ purpose: 'offers', state: 'given', at: '2026-02-01T02:30:00.000Z', words: 'Send me offers' }],
      },
    })
  })

  it('takes a name in two cells as its people write names', () => {
    expect(row({ phone: '91234567', 'given-name': 'Ada', 'family-name': 'Lovelace' })).toMatchObject({
      person: { facts: { name: 'Ada Lovelace' } },
    })
    expect(row({ phone: '91234567', 'given-name': '大文', 'family-name': '陳' })).toMatchObject({
      person: { facts: { name: '陳大文' } },
    })
  })
})

describe('a date in a cell', () => {
  const birthday = (cell: string, order: 'dmy' | 'mdy' | 'ymd' = 'dmy') =>
    readDay(cell, { order, today: '2026-11-30', past: true })
  it.each([
    '24/12/1990',
    '24-12-1990',
    '24.12.90',
    '1990-12-24',
    '1990/12/24 00:00:00',
    '1990-12-24T00:00:00',
    '19901224',
    '33231',
    '1990年12月24日',
    '٢٤/١٢/١٩٩٠',
    '24/12/2533',
    '24 December 1990',
    'Dec 24, 1990',
    '24 thg 12 1990',
    '24 ธันวาคม 2533',
    '24 ديسمبر 1990',
    '24 Desember 1990',
  ])('%s', (cell) => {
    expect(birthday(cell)).toBe('1990-12-24')
  })

  it('may be the other way round, or without its year', () => {
    expect(birthday('12/24/1990', 'mdy')).toBe('1990-12-24')
    expect(birthday('90/12/24', 'ymd')).toBe('1990-12-24')
    expect(birthday('079/12/24', 'ymd')).toBe('1990-12-24')
    expect(['24/12', '29/2', '12月24日'].map((cell) => birthday(cell))).toEqual(['--12-24', '--02-29', '--12-24'])
    expect(birthday('12/24', 'mdy')).toBe('--12-24')
  })

  it.each(['', '24', 'soon', '31/4/1990', '13/13/1990', 'tomorrow', '1/2/3/4', '7'])('is none: %s', (cell) => {
    expect(birthday(cell)).toBeNull()
  })

  it('is in the order of its column, where one of them says it', () => {
    expect(dayOrderOf(['1/2/2020', '13/2/2020'])).toBe('dmy')
    expect(dayOrderOf(['1/2/2020', '2/13/2020'])).toBe('mdy')
    expect(dayOrderOf(['2020-1-2'])).toBe('ymd')
    expect(dayOrderOf(['1/2/2020', ''])).toBeUndefined()
  })
})

describe('a language in a cell', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['zh_TW', 'zh-Hant'],
    ['zh-CN', 'zh-Hans'],
    ['繁體中文', 'zh-Hant'],
    ['简体中文', 'zh-Hans'],
    ['Arabic', 'ar'],
    ['العربية', 'ar'],
    ['ไทย', 'th'],
    ['tiếng Việt', 'vi'],
    ['Bahasa Indonesia', 'id'],
    ['英文', 'en'],
    ['الإنجليزية', 'en'],
    ['Klingonese', null],
  ])('%s', (cell, tag) => {
    expect(readLanguage(cell)).toBe(tag)
  })
})

describe('the columns of a file', () => {
  const known = {
    fields: [{ name: 'shoe_size', label: 'Shoe size', type: 'number' }],
    purposes: [{ id: 'offers', label: 'Offers' }],
    country: 'HK',
    remembered: new Map<string, ColumnUse | null>([
      ['whatever', 'name'],
      ['status', null],
    ]),
  }
  it.each<[string, (ColumnUse | null)[]]>([
    ['Full Name|Mobile number|E-mail|Shoe size|Status', ['name', 'phone', 'email', 'field:shoe_size', null]],
    ['姓名|手機號碼|電郵|語言|生日|標籤', ['name', 'phone', 'email', 'language', 'birthday', 'tags']],
    ['姓名|手机号码|邮箱|语言', ['name', 'phone', 'email', 'language']],
    ['الاسم|رقم الهاتف|البريد الإلكتروني|تاريخ الميلاد', ['name', 'phone', 'email', 'birthday']],
    ['ชื่อ|เบอร์โทรศัพท์|อีเมล|วันเกิด', ['name', 'phone', 'email', 'birthday']],
    ['Họ và tên|Số điện thoại|Email|Ngày sinh', ['name', 'phone', 'email', 'birthday']],
    ['Nama lengkap|No. HP|Surel|Tanggal lahir', ['name', 'phone', 'email', 'birthday']],
    ['Nama penuh|No. telefon|E-mel|Tarikh lahir', ['name', 'phone', 'email', 'birthday']],
    ['whatever|phone|phone', ['name', 'phone', null]],
    ['Consent offers|Consent text|Consent date', ['consent:offers', 'consent-words', 'consent-at']],
  ])('%s', (headings, uses) => {
    expect(recogniseColumns([headings.split('|')], known)).toEqual({ header: true, uses })
  })

  it('are recognised by what is in them where their headings say nothing', () => {
    const rows = [
      ['Wer', 'Wo', 'Wie'],
      ['Ada', '+852 9123 4567', 'ada@shop.example'],
      ['Bo', '98765432', ''],
    ]
    expect(recogniseColumns(rows, known)).toEqual({ header: true, uses: [null, 'phone', 'email'] })
  })

  it('need no headings', () => {
    expect(recogniseColumns([['Ada', '9123 4567']], known)).toEqual({ header: false, uses: [null, 'phone'] })
  })
})
