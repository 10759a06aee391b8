import { expect, it } from 'vitest'
import { isOrigin, originOf } from './origin.ts'

it.each([
  ['https://shop.example', 'https://shop.example'],
  ['shop.example/cart?x=1', 'https://shop.example'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['https://Shop.Example', 'https://shop.example'],
])('%s is the site %s', (written, origin) => {
  expect(originOf(written)).toBe(origin)
  expect(isOrigin(origin)).toBe(true)
})

it.each(['two words', 'ftp://shop.example', ''])('“%s” is no site', (written) => {
  expect(isOrigin(originOf(written))).toBe(false)
})
