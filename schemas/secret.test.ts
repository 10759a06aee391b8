import { expect, it } from 'vitest'
import { hostPattern, isWithin, mayGoTo } from './secret.ts'

it.each([
  ['api.shop.example', 'api.shop.example', true],
  ['api.shop.example', 'eu.api.shop.example', false],
  ['api.shop.example', 'api.shop.example.evil.example', false],
  ['api.shop.example', 'xapi.shop.example', false],
  ['*.shop.example', 'api.shop.example', true],
  ['*.shop.example', 'a.b.shop.example', true],
  ['*.shop.example', 'shop.example', false],
  ['*.shop.example', 'evilshop.example', false],
  ['*.shop.example', '.shop.example', false],
  ['*.0.0.1', '127.0.0.1', false],
  ['*.1', '127.0.0.1', false],
  ['*.example', 'shop.example', false],
  ['127.0.0.1', '127.0.0.1', true],
])('a secret bound to %s may go to %s: %s', (bound, host, may) => {
  expect(mayGoTo([bound], host)).toBe(may)
})

it.each([
  [['a.example'], ['a.example', 'b.example'], true],
  [['a.example', 'c.example'], ['a.example', 'b.example'], false],
  [['api.shop.example'], ['*.shop.example'], true],
  [['*.eu.shop.example'], ['*.shop.example'], true],
  [['*.shop.example'], ['*.eu.shop.example'], false],
  [['*.shop.example'], ['api.shop.example'], false],
])('who may go to %s alone is told to nobody new by %s: %s', (wanted, known, within) => {
  expect(isWithin(wanted, known)).toBe(within)
})

it.each([
  ['api.shop.example', true],
  ['*.shop.example', true],
  ['localhost', true],
  ['127.0.0.1', true],
  ['xn--bcher-kva.example', true],
  ['*', false],
  ['*.example', false],
  ['*.com', false],
  ['*.0.0.1', false],
  ['*.0.0.0x1', false],
  ['*.4.shop.example', true],
  ['*.*.example', false],
  ['api.*.example', false],
  ['https://api.shop.example', false],
  ['api.shop.example:8443', false],
  ['api.shop.example/', false],
  ['API.shop.example', false],
  ['-api.shop.example', false],
  ['', false],
])('%s is a host to bind a secret to: %s', (host, is) => {
  expect(new RegExp(hostPattern).test(host)).toBe(is)
})
