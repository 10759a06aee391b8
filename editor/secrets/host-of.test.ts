import { expect, it } from 'vitest'
import { hostOf } from './host-of.ts'

it.each([
  ['api.shop.example', 'api.shop.example'],
  [' https://API.shop.example:8443/v2?x=1 ', 'api.shop.example'],
  ['*.Shop.example', '*.shop.example'],
  ['https://*.shop.example/', '*.shop.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['not a host', 'not a host'],
])('%s is the host %s', (text, host) => {
  expect(hostOf(text)).toBe(host)
})
