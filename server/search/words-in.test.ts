import { expect, it } from 'vitest'
import { snippetOf } from './snippet.ts'
import { numbersIn, wordsIn } from './words-in.ts'

const wordsOf = (text: string): string[] => wordsIn(text).map(({ word }) => word)

const texts: [fact: string, text: string, words: string[]][] = [
  ['case and signs do not count', 'Where is ORDER #41902?!', ['where', 'is', 'order', '41902']],
  ['an apostrophe does not cut a word', "I don’t, she doesn't", ['i', 'dont', 'she', 'doesnt']],
  ['accents do not count', 'Café Đà Nẵng', ['cafe', 'da', 'nang']],
  ['an address is cut at its signs', 'mei.c@shop.example', ['mei', 'c', 'shop', 'example']],
  ['digits of other scripts are digits', 'طلب ٤١٩٠٢', ['طلب', '41902']],
  ['Chinese is cut into pairs', '請問有冇貨？', ['請問', '問有', '有冇', '冇貨']],
  ['one Chinese character is a word', '陳', ['陳']],
  ['Chinese and Latin stand side by side', '55吋TV有貨', ['55', '吋', 'tv', '有貨']],
  ['Thai is cut by its dictionary', 'ส่งของวันไหน', ['ส่ง', 'ของ', 'วัน', 'ไหน']],
  ['a text without words has none', '👍 … •••', []],
]

it.each(texts)('%s', (_fact, text, words) => {
  expect(wordsOf(text)).toEqual(words)
})

it('a number in groups is one number', () => {
  expect(numbersIn('call +852 9000-1234 now')).toEqual([{ word: '85290001234', from: 5, to: 19 }])
  expect(numbersIn('41902')).toEqual([])
})

it('a word stands where it is marked', () => {
  const text = 'Hi, 請問 Café 有冇貨'
  expect(wordsIn(text).map(({ from, to }) => text.slice(from, to))).toEqual(['Hi', '請問', 'Café', '有冇', '冇貨'])
})

it('a long text is shown around the first word that was found', () => {
  const snippet = snippetOf(`${'before '.repeat(60)}the bracket arrived without screws ${'after '.repeat(60)}`, [
    'bracket',
    'screws',
  ])
  expect(snippet?.text.length).toBeLessThanOrEqual(202)
  expect(snippet?.marks.map(([from, to]) => snippet.text.slice(from, to))).toEqual(['bracket', 'screws'])
  expect(snippetOf('nothing of it', ['bracket'])).toBeUndefined()
})
