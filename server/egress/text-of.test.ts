import { expect, it } from 'vitest'
import { textOf } from './text-of.ts'

it.each([
  ['UTF-8', [0xe7, 0x81, 0xaf], 'application/json', '灯'],
  ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d], 'application/json', '{}'],
  ['UTF-16 with its mark', [0xff, 0xfe, 0x6f, 0x70], 'application/json', '灯'],
  ['UTF-16 the other way round', [0xfe, 0xff, 0x70, 0x6f], undefined, '灯'],
  ['GBK', [0xb5, 0xc6], 'application/json; charset=GBK', '灯'],
  ['Big5', [0xbf, 0x4f], 'application/json;charset="big5"', '燈'],
  ['Thai', [0xe4, 0xbf], 'text/plain; format=flowed; charset=TIS-620', 'ไฟ'],
  ['Windows’ Arabic', [0xe4, 0xe6, 0xd1], 'text/json; Charset=windows-1256', 'نور'],
  ['Latin 1', [0x63, 0x61, 0x66, 0xe9], 'application/json; charset=iso-8859-1', 'café'],
  ['a charset that nobody knows', [0xe7, 0x81, 0xaf], 'application/json; charset=klingon', '灯'],
])('%s is read as it is written', (_, bytes, contentType, text) => {
  expect(textOf(Buffer.from(bytes), contentType)).toBe(text)
})
