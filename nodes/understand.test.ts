import { describe, expect, it } from 'vitest'
import { latinDigits, normalise } from '#schemas/word-forms.ts'
import { answered } from './testing.ts'
import { holdsPhrase, type Pickable, understand } from './understand.ts'

const picks: Pickable[] = [
  { id: 'question', label: { en: 'Quick question', 'zh-Hant': '快速提問', th: 'ถามคำถาม' }, synonyms: { en: ['ask', 'gift'] } },
  {
    id: 'track',
    label: { en: '🚚 Track my order', 'zh-Hant': '追蹤訂單', ar: 'تتبع طلبي', th: 'ติดตามพัสดุ', vi: 'Theo dõi đơn hàng' },
    synonyms: { en: ['parcel', 'where is'], 'zh-Hant': ['包裹', '送貨'], th: ['พัสดุ'] },
  },
  { id: 'order', label: { en: 'Order', 'zh-Hant': '下單' }, synonyms: { en: ['buy', '👍'], de: ['Gift'] } },
]
const languages = ['en', 'zh-Hant', 'ar', 'th']
const read = (text: string, options: Partial<Parameters<typeof understand>[2]> = {}) => {
  const understood = understand({ kind: 'text', text }, picks, { languages, ...options })
  return understood && `${understood.by}: ${understood.id}`
}

describe('a typed answer', () => {
  it.each([
    ['Quick question', 'label: question'],
    ['  quick   QUESTION?! ', 'label: question'],
    ['track my order', 'label: track'],
    ['parcel', 'label: track'],
    ['ＰＡＲＣＥＬ', 'label: track'],
    ['párcel', 'label: track'],
    ['追蹤訂單', 'label: track'],
    ['تتبّعْ طلبي', 'label: track'],
    ['theo doi don hang', 'label: track'],
    ['👍', 'label: order'],
    ['2', 'number: track'],
    ['2.', 'number: track'],
    ['#2', 'number: track'],
    ['2️⃣', 'number: track'],
    ['٢', 'number: track'],
    ['۲', 'number: track'],
    ['๒', 'number: track'],
    ['２', 'number: track'],
    ['0', null],
    ['4', null],
    ['22', null],
    ['1 or 2', null],
    ['I want to track my order please', 'within: track'],
    ['so, where is it?', 'within: track'],
    ['I would like to buy', 'within: order'],
    ['my parcels', null],
    ['我的包裹呢', 'within: track'],
    ['我想送貨', 'within: track'],
    ['อยากติดตามพัสดุหน่อย', 'within: track'],
    ['buy or ask', null],
    ['', null],
    ['…', null],
    ['x'.repeat(100_000), null],
  ])('%j is read as %s', (text, understood) => {
    expect(read(text)).toBe(understood)
  })

  it('means the option of the contact’s own language when two languages share a word', () => {
    expect(read('gift', { languages: ['de', 'en'] })).toBe('label: order')
    expect(read('gift', { languages: ['en', 'de'] })).toBe('label: question')
  })

  it('is a label before it is a number', () => {
    const amounts = ['4', '2', '1'].map((label) => ({ id: `for-${label}`, label: { en: label } }))
    expect(understand({ kind: 'text', text: '1' }, amounts, { languages })).toEqual({ id: 'for-1', by: 'label', typed: '1' })
  })

  it('means nothing when two options are called alike', () => {
    const twins = ['a', 'b'].map((id) => ({ id, label: { en: 'Same' } }))
    expect(understand({ kind: 'text', text: 'same' }, twins, { languages })).toBeNull()
  })

  it('counts only as a number or an exact label when it may not be free', () => {
    expect(['parcel', 'track my order please', '2', '追蹤訂單'].map((text) => read(text, { freely: false }))).toEqual([
      null,
      null,
      'number: track',
      'label: track',
    ])
  })

  it('is compared with ten options of a hundred synonyms each, all of which are read once for all answers', () => {
    let reads = 0
    const counted = (words: string[]): string[] =>
      new Proxy(words, {
        get(list, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads++
          return Reflect.get(list, key)
        },
      })
    const many = Array.from({ length: 10 }, (_, i) => ({
      id: `o${i}`,
      label: { en: `Option ${i}` },
      synonyms: { en: counted(Array.from({ length: 100 }, (_, j) => `word ${i} ${j}`)) },
    }))
    const meant = (text: string) => understand({ kind: 'text', text }, many, { languages })?.id
    expect([meant('hello, I would like to know something about my delivery'), reads]).toEqual([undefined, 1_000])
    for (let i = 0; i < 100; i++) expect(meant(`I mean word ${i % 10} ${i}`)).toBe(`o${i % 10}`)
    expect(reads).toBe(1_000)
  })
})

describe('any other answer', () => {
  it.each([
    [
      { kind: 'choice', id: 'track', label: 'whatever' },
      { id: 'track', by: 'tapped' },
    ],
    [
      { kind: 'choice', id: 'old-7', label: 'Order' },
      { id: 'order', by: 'label', typed: 'Order' },
    ],
    [{ kind: 'choice', id: 'old-7', label: 'Gone' }, null],
    [
      { kind: 'media', media: 'image', caption: 'my parcel' },
      { id: 'track', by: 'within', typed: 'my parcel' },
    ],
    [{ kind: 'media', media: 'audio', voice: true }, null],
    [{ kind: 'location', latitude: 1, longitude: 2, name: 'Order' }, null],
    [{ kind: 'unsupported', what: 'poll' }, null],
  ] as const)('%j is read as %j', (content, understood) => {
    const event = answered(content)
    expect(event.kind === 'answer' && understand(event.content, picks, { languages })).toEqual(understood)
  })
})

describe('a number where choices are shown with numbers', () => {
  const nights = ['3 nights', '2 nights', '4 nights'].map((label, i) => ({ id: `n${i + 1}`, label: { en: label } }))
  const meant = (text: string, numbered: boolean) =>
    understand({ kind: 'text', text }, nights, { languages: ['en'], numbered })?.id

  it('is a place, though the labels count', () => {
    expect([meant('1', false), meant('1', true)]).toEqual([undefined, 'n1'])
    const slots = ['09:00 – 12:00', '12:00 – 17:00'].map((label, i) => ({ id: `s${i + 1}`, label: { en: label } }))
    expect(understand({ kind: 'text', text: '2' }, slots, { languages: ['en'], numbered: true })?.id).toBe('s2')
  })

  it('that means one by its place and another by its label is asked about', () => {
    expect([meant('2', true), meant('3', true), meant('3', false)]).toEqual(['n2', undefined, 'n1'])
  })
})

describe('a text as it is compared', () => {
  it.each([
    ['Ça va?', 'ca va'],
    ['ＡＢＣ　１２', 'abc 12'],
    ['أهلاً وسهلاً', 'اهلا وسهلا'],
    ['مكتبة', 'مكتبه'],
    ['Đà Nẵng', 'da nang'],
    ['ที่นี่', 'ที่นี่'],
    ['हिन्दी', 'हिन्दी'],
    ['한국어', '한국어'],
    ['ガ', 'ガ'],
    ['don’t-know', 'dont know'],
    ['👍', '👍'],
    ['', ''],
  ])('%j becomes %j', (text, normal) => {
    expect(normalise(text)).toBe(normal)
  })

  it('has every script’s digits as Latin ones', () => {
    expect(latinDigits('٠١٢٣٤٥٦٧٨٩ ۰۹ ०९ ๐๙ ០៩ ߀߉ 09')).toBe('0123456789 09 09 09 09 09 09')
  })

  it('holds whole words only', () => {
    expect([holdsPhrase('a menu card', 'menu'), holdsPhrase('menus', 'menu'), holdsPhrase('不是', '是')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
