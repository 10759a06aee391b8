import { expect, it } from 'vitest'
import { linksIn } from './links.ts'

it.each<[string, string[]]>([
  ['看 https://shop.example/a，然後', ['https://shop.example/a']],
  ['https://shop.example/track。多謝', ['https://shop.example/track']],
  ['(see https://shop.example/help).', ['https://shop.example/help']],
  ['（見https://shop.example/help）', ['https://shop.example/help']],
  ['請看https://shop.example/track多謝', ['https://shop.example/track']],
  ['https://shop.example多謝', ['https://shop.example']],
  ['https://zh.shop.example/wiki/香港', ['https://zh.shop.example/wiki/香港']],
  ['https://例子.example/路?名=值', ['https://例子.example/路?名=值']],
  ['ดูที่https://shop.example/aค่ะ', ['https://shop.example/a']],
  ['راجع https://shop.example/a، شكرا', ['https://shop.example/a']],
  ['هل زرت https://shop.example/a؟', ['https://shop.example/a']],
  ['Xem https://shop.example/a. Cảm ơn!', ['https://shop.example/a']],
  ['Lihat https://shop.example/a, ya', ['https://shop.example/a']],
  ['https://shop.example/a?b=1&c=2#d', ['https://shop.example/a?b=1&c=2#d']],
  ['https://shop.example/a/', ['https://shop.example/a/']],
  ['https://shop.example/Dress_(red)', ['https://shop.example/Dress_(red)']],
  ['(https://shop.example/Dress_(red))', ['https://shop.example/Dress_(red)']],
  ['[https://shop.example/a]', ['https://shop.example/a']],
  ['*https://shop.example/a*', ['https://shop.example/a']],
  ['“https://shop.example/a”', ['https://shop.example/a']],
  ['<https://shop.example/a>', ['https://shop.example/a']],
  ['Really https://shop.example/a?!', ['https://shop.example/a']],
  ['https://shop.example:8080/a:', ['https://shop.example:8080/a']],
  ['https://shop.example/a...', ['https://shop.example/a']],
  ['https://shop.example/a…', ['https://shop.example/a']],
  ['HTTPS://SHOP.EXAMPLE/A', ['HTTPS://SHOP.EXAMPLE/A']],
  ['https://a.example and http://b.example.', ['https://a.example', 'http://b.example']],
  ['https://shop.example/a\u200f', ['https://shop.example/a']],
  ['https://', []],
  ['https://)', []],
  ['javascript:alert(1)', []],
  ['no link', []],
  ['', []],
])('the links of %j are %j', (text, links) => {
  const parts = linksIn(text)
  expect(parts.flatMap(({ href }) => href ?? [])).toEqual(links)
  expect(parts.map((part) => part.text).join('')).toBe(text)
})

it('takes time in proportion to the text', () => {
  for (const hostile of ['https://', 'https://a(', 'https://a)', 'https://a多', '('])
    expect(
      linksIn(hostile.repeat(50_000))
        .map(({ text }) => text)
        .join(''),
    ).toHaveLength(hostile.length * 50_000)
})
