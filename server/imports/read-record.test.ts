import { describe, expect, it } from 'vitest'
import type { Encoding, Separator } from '#schemas/people-file.ts'
import { readRecord } from './read-record.ts'
import { recogniseEncoding, recogniseSeparator } from './recognise-format.ts'

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

function read(bytes: Uint8Array, encoding: Encoding = 'utf-8', separator: Separator = ',') {
  const rows: unknown[] = []
  for (let at = 0; at < bytes.length; ) {
    const record = readRecord(bytes, at, { encoding, separator }, true)
    if (!record) throw new Error('it ended before its end')
    rows.push(record.flaw ? { flaw: record.flaw } : record.cells)
    at = record.next
  }
  return rows
}
const text = (value: string) => read(Buffer.from(value))

describe('the rows of a file', () => {
  it('end with any line end, and the last needs none', () => {
    expect(text('a,b\nc,d\r\ne,f\rg,')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', ''],
    ])
  })

  it('hold separators, quotes and lines in quotes', () => {
    expect(text('"a,""b""",c\n"two\r\nlines" ,d\n')).toEqual([
      ['a,"b"', 'c'],
      ['two\r\nlines', 'd'],
    ])
  })

  it('may hold a quote within a cell that did not begin with one', () => {
    expect(text('TV 55" black,2\nb,3')).toEqual([
      ['TV 55" black', '2'],
      ['b', '3'],
    ])
  })

  it('lose one row alone where a quote is not closed, or something follows it', () => {
    expect(text('a,b\n"c,d\ne,f\n')).toEqual([['a', 'b'], { flaw: 'quote' }, ['e', 'f']])
    expect(text('"c" d,1\ne,f\n')).toEqual([{ flaw: 'quote' }, ['e', 'f']])
    expect(text('"c,1\n"e,f\ng,h')).toEqual([{ flaw: 'quote' }, { flaw: 'quote' }, ['g', 'h']])
  })

  it('lose one row alone where its bytes are not of the encoding', () => {
    expect(read(Buffer.from([0x61, 0x0a, 0xff, 0x2c, 0x62, 0x0a, 0x63]))).toEqual([['a'], { flaw: 'encoding' }, ['c']])
  })

  it('are the same in UTF-16', () => {
    for (const big of [false, true])
      expect(read(utf16('名字,電話\r\n"陳, 大文",1\n', big), big ? 'utf-16be' : 'utf-16le')).toEqual([
        ['名字', '電話'],
        ['陳, 大文', '1'],
      ])
  })

  it('are not cut in a letter of GB18030 whose second byte looks like a separator', () => {
    // 亅 is 81 7C, and 7C is |.
    expect(read(Buffer.from([0x81, 0x7c, 0x7c, 0x62, 0x0a]), 'gb18030', '|')).toEqual([['亅', 'b']])
  })

  it('hold a cell of 300,000 characters', () => {
    expect(text(`${'x'.repeat(300_000)},1\nb,2`)).toEqual([
      ['x'.repeat(300_000), '1'],
      ['b', '2'],
    ])
  })

  it('are not known before they end, where the file goes on', () => {
    for (const part of ['a,b', '"a', 'a\r', '"a"'])
      expect(readRecord(Buffer.from(part), 0, { encoding: 'utf-8', separator: ',' }, false)).toBeUndefined()
  })
})

const gb = Buffer.concat([Buffer.from('name,phone\n'), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from(',1\n')])
const arabic = Buffer.concat([
  Buffer.from('name,phone\n'),
  Buffer.from([0xe3, 0xcd, 0xe3, 0xcf, 0x20, 0xda, 0xe1, 0xed]),
  Buffer.from(',1\n'),
])

describe('how a file is encoded', () => {
  it.each<[string, Uint8Array, Encoding]>([
    ['plain', Buffer.from('name\nAda'), 'utf-8'],
    ['with a mark', Buffer.from('\ufeffname\nAda'), 'utf-8'],
    ['in Thai', Buffer.from('ชื่อ\nสมชาย'), 'utf-8'],
    ['of Excel', utf16('\ufeffname\tphone\nAda\t1', false), 'utf-16le'],
    ['wide without a mark', utf16('name,phone\nمحمد,1', false), 'utf-16le'],
    ['wide the other way', utf16('name,phone\n陳大文,1', true), 'utf-16be'],
    ['of a Chinese Windows', gb, 'gb18030'],
    ['of an Arabic Windows', arabic, 'windows-1256'],
    ['empty', Buffer.from(''), 'utf-8'],
  ])('%s', (_, bytes, encoding) => {
    expect(recogniseEncoding(bytes, true)).toBe(encoding)
  })

  it('is told by a part that ends within a letter', () => {
    const bytes = Buffer.from('name\nอา')
    expect(recogniseEncoding(bytes.subarray(0, bytes.length - 1), false)).toBe('utf-8')
  })
})

describe('what separates columns', () => {
  it.each<[string, Separator]>([
    ['name,phone\nAda,1\n', ','],
    ['name;phone\nLovelace, Ada;1\n', ';'],
    ['name\tphone\nLovelace, Ada\t1\n', '\t'],
    ['name|phone\nAda|1\n', '|'],
    ['sep=;\nname;a,b\n', ';'],
    ['phone\n1\n', ','],
  ])('%j', (file, separator) => {
    expect(recogniseSeparator(Buffer.from(file), 'utf-8', true)).toBe(separator)
  })
})
