import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VariableValue } from '#schemas/conversation.ts'
import { asking, type FilledPart, type FilledPlace, type HttpRequest } from '../contract.ts'
import { inUrl } from '../in-url.ts'
import { visitOf } from '../testing.ts'
import { handler } from './handler.ts'
import { inJson } from './in-json.ts'
import { requestBody } from './request-body.ts'
import type { CallHttpConfig } from './schema.ts'

const place = (
  value: VariableValue | undefined,
  text = typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''),
  escaped?: FilledPlace['escaped'],
): FilledPlace => ({
  value,
  text,
  ...(escaped ? { escaped } : {}),
})
/** `https://a.example/•/x` with the value where the dot is. */
const filled = (template: string, ...values: FilledPart[]): FilledPart[] =>
  template.split('•').flatMap((words, at) => (at === 0 ? [words] : [values[(at - 1) % values.length] as FilledPart, words]))

const outOfPath = 'out-of-path'
const noName = 'out-of-host'

describe('a value in an address', () => {
  it.each([
    ['https://a.example/orders/•', 'A 1029/x', 'https://a.example/orders/A%201029%2Fx'],
    ['https://a.example/orders/•/lines', 'a?b#c', 'https://a.example/orders/a%3Fb%23c/lines'],
    ['https://a.example/orders/•', '…..', 'https://a.example/orders/%E2%80%A6..'],
    ['https://a.example/v.•/x', '5', 'https://a.example/v.5/x'],
    ['https://a.example/find?q=•&page=1', 'Tom & Jerry=#1', 'https://a.example/find?q=Tom%20%26%20Jerry%3D%231&page=1'],
    ['https://a.example/find?•=1', 'a=b', 'https://a.example/find?a%3Db=1'],
    ['https://a.example/x#•', 'a b', 'https://a.example/x#a%20b'],
    ['https://a.example/•', '\ud800', 'https://a.example/%EF%BF%BD'],
    ['https://•.example/x', 'Shop-1', 'https://Shop-1.example/x'],
    ['https://•/x', 'shop.example:8080', 'https://shop.example:8080/x'],
    [' •/orders ', 'https://a.example/v1?x=', 'https://a.example/v1?x=/orders'],
  ])('in %s, %j gives %s', (template, value, url) => {
    expect(inUrl(filled(template, place(value)))).toEqual({ url })
  })

  it('that the author has escaped is not escaped again', () => {
    const escaped = place('a b', 'a%20b', 'url_encode')
    expect(inUrl(filled('https://a.example/•?q=•', escaped))).toEqual({ url: 'https://a.example/a%20b?q=a%20b' })
  })

  it.each([
    ['https://a.example/orders/•', '..', outOfPath],
    ['https://a.example/orders/•?x=1', '../admin?x=1', outOfPath],
    ['https://a.example/orders/•', '..\\admin', outOfPath],
    ['https://a.example/orders/•', 'a/..', outOfPath],
    ['https://a.example/orders/•', '', 'empty-in-path'],
    ['https://a.example•', '.evil.example', noName],
    ['https://a.example•/x', ':8443', noName],
    ['https://a.example•?x=1', 'evil', noName],
    ['https://a.example/orders/•/lines', '.', outOfPath],
    ['https://a.example/orders/•?x=1', '..', outOfPath],
    ['https://a.example/orders/.•/lines', '.', outOfPath],
    ['https://a.example/orders/%2e•', '.', outOfPath],
    ['https://a.example/orders\\•\\', '..', outOfPath],
    ['https://a.example/orders/•  ', '..', outOfPath],
    ['https://•.a.example/', 'evil.example/', noName],
    ['https://•.a.example/', 'evil.example#', noName],
    ['https://a.example•/', '@evil.example', noName],
    ['https://a.example•/', '\\evil', noName],
    ['https:•', '//evil.example', noName],
    ['https://a.example:•/', '80/x', noName],
  ])('in %s, %j is refused', (template, value, refusal) => {
    expect(inUrl(filled(template, place(value)))).toMatchObject({ refusal })
    expect(inUrl(filled(template, place(value, encodeURIComponent(value), 'url_encode')))).toMatchObject(
      [noName].includes(refusal) ? {} : { refusal },
    )
  })

  it('reaches the same server and path, and comes out as it went in, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (segment, value) => {
        const { url, refusal } = inUrl(['https://a.example/orders/', place(segment), '/lines?q=', place(value), '&page=1'])
        if (refusal) return segment === '' || /(^|[/\\])\.{1,2}([/\\]|$)/.test(segment)
        const { host, pathname, searchParams } = new URL(url)
        const [, orders, inPath, lines, ...more] = pathname.split('/')
        return (
          host === 'a.example' &&
          orders === 'orders' &&
          decodeURIComponent(inPath as string) === segment.replace(/\p{Surrogate}/gu, '�') &&
          lines === 'lines' &&
          more.length === 0 &&
          searchParams.get('q') === value.replace(/\p{Surrogate}/gu, '�') &&
          searchParams.get('page') === '1'
        )
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a value in a JSON body', () => {
  it.each<[template: string, value: VariableValue | undefined, body: string]>([
    ['{"said":"•"}', 'She said "hi"', '{"said":"She said \\"hi\\""}'],
    ['{"said":"•"}', 'a\nb\\', '{"said":"a\\nb\\\\"}'],
    ['{"said":"•, •"}', '","admin":"', '{"said":"\\",\\"admin\\":\\", \\",\\"admin\\":\\""}'],
    ['{"•":1}', 'a"b', '{"a\\"b":1}'],
    ['{"a":"\\"•\\""}', '"', '{"a":"\\"\\"\\""}'],
    ['{"a":"\\•"}', '","b":"', '{"a":"\\\\\\",\\"b\\":\\""}'],
    ['{"a":"•"}', undefined, '{"a":""}'],
    ['{"n":•}', 5, '{"n":5}'],
    ['{"n":•}', '5', '{"n":5}'],
    ['{"n":•}', '7615917337495251231', '{"n":7615917337495251231}'],
    ['{"n":•}', '05200', '{"n":"05200"}'],
    ['{"ok":•}', true, '{"ok":true}'],
    ['{"ok":•}', undefined, '{"ok":null}'],
    ['{"who":•}', 'Ada', '{"who":"Ada"}'],
    ['{"who":•}', '{"$ne":null}', '{"who":"{\\"$ne\\":null}"}'],
    ['{"who":•}', '1,"admin":true', '{"who":"1,\\"admin\\":true"}'],
    ['{"list":•}', ['a', 'b"'], '{"list":["a","b\\""]}'],
    ['•', { a: 1 }, '{"a":1}'],
    [' • ', '{"a":1}', ' {"a":1} '],
    ['•', 'hello', '"hello"'],
  ])('in %s, %j gives %s', (template, value, body) => {
    expect(inJson(filled(template, place(value)))).toBe(body)
    expect(() => JSON.parse(body)).not.toThrow()
  })

  it('that the author has made JSON stays as it is outside of quotes', () => {
    const json = place('a "b"', '"a \\"b\\""', 'json')
    expect(inJson(filled('{"a":•,"b":[•]}', json))).toBe('{"a":"a \\"b\\"","b":["a \\"b\\""]}')
  })

  it('parses back to itself between quotes, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const body = inJson(['{"before":1,"text":"', place(text), '","both":"<', place(text), place(text), '>","after":[2]}'])
        expect(JSON.parse(body)).toEqual({ before: 1, text, both: `<${text}${text}>`, after: [2] })
      }),
      { numRuns: 1000 },
    )
  })

  it('stays one value outside of quotes, whatever it is', () => {
    const plain = fc.jsonValue() as fc.Arbitrary<VariableValue>
    fc.assert(
      fc.property(plain, (value) => {
        const parsed = JSON.parse(inJson(['{"before":1,"value":', place(value), ',"after":2}']))
        expect(Object.keys(parsed)).toEqual(['before', 'value', 'after'])
        if (typeof value !== 'string') expect(JSON.stringify(parsed.value)).toBe(JSON.stringify(value))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a value in another body', () => {
  const template = 'name=•&x=1'
  it.each([
    ['application/x-www-form-urlencoded', 'a&b=c "d"', 'name=a%26b%3Dc%20%22d%22&x=1'],
    ['application/x-www-form-urlencoded; charset=utf-8', '+', 'name=%2B&x=1'],
    ['text/xml', '<a b="c">&', 'name=&#60;a b=&#34;c&#34;&#62;&#38;&x=1'],
    ['application/soap+xml', "'", 'name=&#39;&x=1'],
    ['text/plain', 'a&b="c"', 'name=a&b="c"&x=1'],
    [undefined, 'a&b "c"', 'name=a%26b%20%22c%22&x=1'],
  ])('of %s, %j gives %s', (contentType, value, body) => {
    expect(requestBody(filled(template, place(value)), contentType)).toBe(body)
  })

  it.each([
    ['{"name":"•"}', 'text/plain', 'a","b":"', '{"name":"a\\",\\"b\\":\\""}'],
    [' [{"n": •}]', 'text/plain;charset=utf-8', 'a', ' [{"n": "a"}]'],
    ['[•] wrote: {•}', 'text/plain', '"a"', '["a"] wrote: {"a"}'],
    ['"•"', 'text/plain', 'a"', '"a""'],
    ['Total = 5 for •', undefined, 'a b', 'Total = 5 for a b'],
    ['name=•\n', undefined, 'a=b', 'name=a%3Db\n'],
  ])('%j of %s is known by its own words: %j gives %s', (words, contentType, value, body) => {
    expect(requestBody(filled(words, place(value)), contentType)).toBe(body)
  })

  it('that is a form is sent as one, unless the author calls it something else', async () => {
    const form = { method: 'POST' as const, url: 'https://a.example/', body: 'name={{ said }}' }
    const { requests } = await asked(form, 'a&b')
    const named = await asked({ ...form, headers: [{ name: 'Content-Type', value: 'text/plain' }] }, 'a&b')
    const json = await asked({ ...form, body: '{"name":"{{ said }}"}' }, 'a"b')
    expect(
      [...requests, ...named.requests, ...json.requests].map(({ headers, body }) => [headers['content-type'], body]),
    ).toEqual([
      ['application/x-www-form-urlencoded', 'name=a%26b'],
      ['text/plain', 'name=a&b'],
      ['application/json', '{"name":"a\\"b"}'],
    ])
  })

  it('of a JSON kind is escaped as in JSON', () => {
    expect(requestBody(filled('•', place('a')), 'application/vnd.api+json')).toBe('"a"')
  })
})

/** What is asked of the service with this variable. */
async function asked(config: CallHttpConfig, said: string) {
  const requests: HttpRequest[] = []
  const http = async (request: HttpRequest) => {
    requests.push(request)
    return { status: 200, headers: {}, body: '' }
  }
  const outcome = await handler.enter(visitOf(config, { variables: { said }, services: { ask: asking({ http }) } }))
  return { requests, outcome }
}

it('a line break in a header’s value begins no other header', async () => {
  const headers = [{ name: 'X-Said', value: '{{ said }}' }]
  const { requests } = await asked({ method: 'GET', url: 'https://a.example/', headers }, ' hi\r\nX-Admin: yes\u0000')
  expect(requests[0]?.headers['x-said']).toBe('hi X-Admin: yes')
})

it('a value that would lead elsewhere is not sent, and the steps say so', async () => {
  const { requests, outcome } = await asked({ method: 'DELETE', url: 'https://a.example/orders/{{ said }}' }, '..')
  expect(requests).toEqual([])
  expect(outcome).toMatchObject({
    output: 'error',
    note: { code: outOfPath, values: { call: 'DELETE https://a.example/orders/..' } },
  })
})
