import { describe, expect, it } from 'vitest'
import { asking, type HttpRequest, type HttpResponse } from '../contract.ts'
import { visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import { requestLine } from './request-line.ts'
import type { CallHttpConfig } from './schema.ts'

const config: CallHttpConfig = {
  method: 'POST',
  url: ' https://shop.example/orders/{{ order }} ',
  headers: [{ name: 'Authorization', value: 'Bearer {{ token }}' }],
  body: '{"id":"{{ order }}"}',
  timeoutSeconds: 5,
  mapping: [
    { path: 'order.status', variable: 'status' },
    { path: 'order.items[0].name', variable: 'first_item' },
    { path: 'order.coupon', variable: 'coupon' },
  ],
  statusVariable: 'http_status',
}
const reply = (status: number, body: unknown): HttpResponse => ({
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const shipped = { order: { status: 'shipped', items: [{ name: 'Lamp' }] } }

/** Enters the node against a service that answers with `answer`, and says what it was asked. */
async function call(settings: CallHttpConfig, answer: HttpResponse | Error) {
  const asked: HttpRequest[] = []
  const http = async (request: HttpRequest) => {
    asked.push(request)
    if (answer instanceof Error) throw answer
    return answer
  }
  const variables = { order: 'A-7', token: 'secret' }
  return { outcome: await handler.enter(visitOf(settings, { variables, services: { ask: asking({ http }) } })), asked }
}

const refused = Object.assign(new Error('the address is inside a private network'), {
  name: 'EgressError',
  reason: 'private-address',
})

describe('a call to a service', () => {
  it('asks with everything filled, and with a key that repeats when the turn does', async () => {
    const { asked } = await call(config, reply(200, shipped))
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://shop.example/orders/A-7',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'idempotency-key': 'visit-1',
          authorization: 'Bearer secret',
        },
        body: '{"id":"A-7"}',
        timeoutMs: 5000,
      },
    ])
  })

  it('sends no body with GET, and lets the author’s headers win', async () => {
    const { asked } = await call({ ...config, method: 'GET', headers: [{ name: 'Accept', value: 'text/csv' }] }, reply(200, {}))
    expect(asked).toEqual([
      {
        method: 'GET',
        url: 'https://shop.example/orders/A-7',
        headers: { accept: 'text/csv', 'idempotency-key': 'visit-1' },
        timeoutMs: 5000,
      },
    ])
  })

  it('adds to the query and the JSON body by their structure, and names secrets without knowing one', async () => {
    const { asked, outcome } = await call(
      {
        method: 'PUT',
        url: 'https://shop.example/orders?page=1#top',
        headers: [{ name: 'Authorization', value: { secret: 'Shop orders', before: 'Bearer ' } }],
        query: [
          { name: 'order no.', value: '{{ order }} & more' },
          { name: 'key', value: { secret: 'Shop orders' } },
        ],
        body: '{"id":7615917337495251231}',
        bodyFields: [
          { name: 'customer.note', value: 'said "{{ token }}"' },
          { name: 'auth.key', value: { secret: 'Payment links' } },
        ],
      },
      reply(200, {}),
    )
    expect(asked).toEqual([
      {
        method: 'PUT',
        url: 'https://shop.example/orders?page=1&order%20no.=A-7%20%26%20more',
        headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': 'visit-1' },
        body: '{"id":7615917337495251231,"customer":{"note":"said \\"secret\\""}}',
        timeoutMs: 10_000,
        secrets: [
          { in: 'header', name: 'Authorization', secret: 'Shop orders', before: 'Bearer ' },
          { in: 'query', name: 'key', secret: 'Shop orders' },
          { in: 'body', name: 'auth.key', secret: 'Payment links' },
        ],
      },
    ])
    expect(outcome).toMatchObject({
      note: { code: 'answered', values: { call: 'PUT https://shop.example/orders?page=•••', status: '200' } },
    })
  })

  it('sends nothing when fields are to go into a body that is no JSON object', async () => {
    const { asked, outcome } = await call(
      { method: 'POST', url: 'https://shop.example/', body: 'a=1', bodyFields: [{ name: 'b', value: '2' }] },
      reply(200, {}),
    )
    expect(asked).toEqual([])
    expect(outcome).toEqual({
      next: 'go',
      output: 'error',
      note: { code: 'body-no-object', values: { call: 'POST https://shop.example/' } },
    })
  })

  it('keeps values of the reply, and empties what the reply lacks', async () => {
    const { outcome } = await call(config, reply(200, shipped))
    expect(outcome).toEqual({
      next: 'go',
      output: 'done',
      set: { http_status: 200, status: 'shipped', first_item: 'Lamp', coupon: null },
      note: { code: 'answered', values: { call: 'POST https://shop.example/orders/A-7', status: '200' } },
    })
  })

  it('reads no reply when nothing is to be kept', async () => {
    const { outcome } = await call({ method: 'GET', url: 'https://shop.example/' }, reply(204, ''))
    expect(outcome).toEqual({
      next: 'go',
      output: 'done',
      set: {},
      note: { code: 'answered', values: { call: 'GET https://shop.example/', status: '204' } },
    })
  })

  it.each([
    ['an error of the service', reply(404, shipped), { http_status: 404 }, ['answered', '404']],
    ['a redirect that was not followed', reply(304, ''), { http_status: 304 }, ['answered', '304']],
    ['a reply that is not JSON', reply(200, '<html>'), { http_status: 200 }, ['not-json', '200']],
    ['a call that did not go out', refused, undefined, ['private-address']],
  ])('takes the error output after %s', async (_, answer, set, [code, status]) => {
    const { outcome } = await call(config, answer)
    expect(outcome).toEqual({
      next: 'go',
      output: 'error',
      ...(set ? { set } : {}),
      note: { code, values: { call: 'POST https://shop.example/orders/A-7', ...(status ? { status } : {}) } },
    })
  })

  it('leaves every other failure to the runtime', async () => {
    await expect(call(config, new Error('keep the message first'))).rejects.toThrow('keep the message first')
  })

  it.each([
    ['{"id":7615917337495251231}', 'id', '7615917337495251231'],
    ['{"id":-7615917337495251231}', 'id', '-7615917337495251231'],
    ['{"id":9007199254740993}', 'id', '9007199254740993'],
    ['{"id":9007199254740991}', 'id', 9007199254740991],
    ['{"total":12345678901234567.89}', 'total', '12345678901234567.89'],
    ['{"total":12.300000000000000710}', 'total', 12.3],
    ['{"big":1e400,"small":1e-400}', 'big', '1e400'],
    ['{"text":"7615917337495251231","n":5}', 'n', 5],
    ['{"id":1111111111111111111,"id":2222222222222222222}', 'id', '2222222222222222222'],
    ['{"__proto__":{"id":7615917337495251231}}', 'id', null],
    ['{"items":[{"name":"Lamp"}]}', 'items.0.name', 'Lamp'],
    ['{"items":[{"name":"Lamp"}]}', '$.items[0].name', 'Lamp'],
    ['{"items":[{"name":"Lamp"}]}', "$['items'][0]['name']", 'Lamp'],
    ['[{"name":"Lamp"}]', '$[0].name', 'Lamp'],
    ['[{"name":"Lamp"}]', '0.name', 'Lamp'],
    ['["Lamp"]', '$', ['Lamp']],
    ['{"$t":"Lamp","@id":7}', '$.$t', 'Lamp'],
    ['{"$t":"Lamp","@id":7}', '@id', 7],
    ['{"数据":{"名":"灯"}}', '数据.名', '灯'],
    ['{"2024_total":5}', '2024_total', 5],
  ])('reads from %s at %s what stands there', async (body, path, value) => {
    const mapping = [{ path, variable: 'kept' }]
    const { outcome } = await call({ method: 'GET', url: 'https://a.example', mapping }, reply(200, body))
    expect(outcome).toMatchObject({ output: 'done', set: { kept: value } })
  })

  it('takes a reply that nests without end for none', async () => {
    const mapping = [{ path: '$', variable: 'kept' }]
    const { outcome } = await call({ method: 'GET', url: 'https://a.example', mapping }, reply(200, '['.repeat(500_000)))
    expect(outcome).toMatchObject({
      output: 'error',
      note: { code: 'not-json', values: { call: 'GET https://a.example', status: '200' } },
    })
  })

  it('reads nothing that a reply inherits', async () => {
    const mapping = [{ path: 'constructor.name', variable: 'name' }]
    const { outcome } = await call({ method: 'GET', url: 'https://a.example', mapping }, reply(200, {}))
    expect(outcome).toMatchObject({ set: { name: null } })
  })

  it.each([
    ['https://shop.example/orders/A-7', 'https://shop.example/orders/A-7'],
    ['https://shop.example/?key=abc&empty=&flag&id=7#top', 'https://shop.example/?key=•••&empty=•••&•••&id=•••'],
    ['https://shop.example?abc', 'https://shop.example?•••'],
    ['https://me:pass@word@shop.example:8443/', 'https://•••@shop.example:8443/'],
    ['https://api2.of-our-shop.example/orders-of-our-customers', 'https://api2.of-our-shop.example/orders-of-our-customers'],
    ['https://hooks.example/T0/B0/x7Kq2mYv9Lw4Zr8Tn3Bs6Hd1', 'https://hooks.example/T0/B0/•••'],
    ['https://shop.example/cards/%E2%80%A2%E2%80%A2%E2%80%A2', 'https://shop.example/cards/•••'],
    ['http://127.0.0.1:7499\\@shop.example/', 'http://127.0.0.1:7499/@shop.example/'],
    ['no address', 'no address'],
    [`https://shop.example/${'long/'.repeat(200)}`, `https://shop.example/${'long/'.repeat(55)}lon…`],
  ])('names what was called without its secrets: %s', (address, shown) => {
    expect(requestLine('GET', address)).toBe(`GET ${shown}`)
  })

  it('shows the method and the address without its question part on the card', () => {
    expect(description.card({ method: 'GET', url: 'https://shop.example/orders?key=1' })).toEqual({
      meta: 'GET shop.example/orders',
    })
    expect(description.writes?.(config)).toEqual(['status', 'first_item', 'coupon', 'http_status'])
  })
})
