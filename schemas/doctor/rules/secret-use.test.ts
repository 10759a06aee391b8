import { describe, expect, it } from 'vitest'
import { aFlow, aNode, problemsOf } from '../testing.ts'

const secrets = [{ name: 'Shop orders', hosts: ['api.shop.example', '*.eu.shop.example'] }]
const calling = (url: string, secret = 'Shop orders') => aFlow([aNode('fetch', 'a', { url, value: { secret } })])
const codesOf = (url: string, secret?: string) =>
  ['secret-unknown', 'secret-host', 'secret-in-clear'].flatMap((code) =>
    problemsOf(code, calling(url, secret), { secrets }).map((problem) => problem.code),
  )

describe('a secret that a call names', () => {
  it('does not exist: that blocks publishing, and its place is shown', () => {
    expect(problemsOf('secret-unknown', calling('https://api.shop.example', 'Payment links'), { secrets })).toEqual([
      {
        code: 'secret-unknown',
        severity: 'error',
        message: 'No secret “Payment links”',
        nodeId: 'a',
        path: '/value',
        values: { secret: 'Payment links' },
        fix: { do: 'focus', nodeId: 'a', path: '/value' },
      },
    ])
  })

  it('may not go to the host that is called', () => {
    expect(problemsOf('secret-host', calling('https://api.evil.example/orders'), { secrets })).toMatchObject([
      { severity: 'error', message: '“Shop or…” not for this host', values: { secret: 'Shop orders', host: 'api.evil.example' } },
    ])
  })

  it.each([
    ['https://api.shop.example/orders/{{ order }}', []],
    ['https://API.shop.example:8443', []],
    ['https://de.eu.shop.example?x=1', []],
    ['https://{{ region }}.eu.shop.example/orders', []],
    ['https://api.shop.example.evil.example/', ['secret-host']],
    ['https://api.shop.example@evil.example/', ['secret-host']],
    ['https://eu.shop.example/', ['secret-host']],
    ['http://api.shop.example/', ['secret-in-clear']],
    ['', []],
  ])('of %s has the problems %j', (url, codes) => {
    expect(codesOf(url)).toEqual(codes)
  })

  it('is not spoken of where the workspace’s secrets are not known', () => {
    expect(problemsOf('secret-unknown', calling('https://api.shop.example', 'Payment links'))).toEqual([])
  })
})
