import { describe, expect, it } from 'vitest'
import { insideOf } from '../../leads-inside.ts'
import { aFlow, aNode, problemsOf } from '../testing.ts'

const found = (url: string, innerPlaces?: string[]) =>
  problemsOf('inner-address', aFlow([aNode('fetch', 'a', { url })]), innerPlaces ? { innerPlaces } : {})

describe('a call into the server’s own network', () => {
  it('is a problem of its node, at its address', () => {
    expect(found('http://192.168.1.10:8080/orders', [])).toEqual([
      {
        code: 'inner-address',
        severity: 'warning',
        message: '“192.168.1.10…” is not open',
        nodeId: 'a',
        path: '/url',
        values: { host: '192.168.1.10:8080' },
        fix: { do: 'focus', nodeId: 'a', path: '/url' },
      },
    ])
  })

  it.each([
    'http://127.0.0.1:3000/',
    'http://localhost/',
    'https://crm.internal/{{ order }}',
    'http://10.0.0.5/',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[fd00::1]:8080/',
    'http://[::ffff:10.0.0.5]/',
    'http://100.64.0.1/',
  ])('is seen in %s', (url) => {
    expect(found(url, []).map(({ code }) => code)).toEqual(['inner-address'])
  })

  it.each<[url: string, places: string[]]>([
    ['https://api.shop.example/', []],
    ['https://93.184.216.34/', []],
    ['https://{{ host }}/orders', []],
    ['no address', []],
    ['http://127.0.0.1:3000/', ['127.0.0.1:3000']],
    ['http://CRM.internal/', ['crm.internal']],
    ['http://10.1.2.3/', ['10.0.0.0/8']],
    ['http://crm.internal/', ['10.0.0.0/8']],
    ['http://crm.internal:25/', ['crm.internal:25']],
    ['http://[fd00::1]:8080/', ['[fd00::1]:8080']],
  ])('is not seen in %s where %j is open', (url, places) => {
    expect(found(url, places)).toEqual([])
  })

  it.each<[why: string, url: string, places: string[]]>([
    ['a platform’s address, which no network opens', 'http://169.254.169.254/', ['169.254.0.0/16']],
    ['a port of mail, which a host alone does not open', 'http://crm.internal:25/', ['crm.internal']],
    ['another port than the one that is open', 'http://10.1.2.3:8081/', ['10.1.2.3:8080']],
  ])('is seen where the guard refuses it: %s', (_, url, places) => {
    expect(insideOf(places).refusal(new URL(url))).toBeDefined()
    expect(found(url, places).map(({ code }) => code)).toEqual(['inner-address'])
  })

  it('is not spoken of where it is not known what is open', () => {
    expect(found('http://127.0.0.1/')).toEqual([])
  })
})
