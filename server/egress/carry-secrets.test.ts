import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { HttpRequest, PlacedSecret } from '#nodes/contract.ts'
import { carrySecrets } from './carry-secrets.ts'
import { createEgress } from './egress.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** What a service was sent: its first line, the headers that are not always the same, the body. */
interface Heard {
  line: string
  headers: Record<string, unknown>
  body: string
}

async function service(answer: (heard: Heard) => { status?: number; headers?: Record<string, string>; body?: string }) {
  const heard: Heard[] = []
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { host, connection, 'accept-encoding': _encoding, 'content-length': _length, ...headers } = request.headers
    const one = { line: `${request.method} ${request.url}`, headers, body: Buffer.concat(chunks).toString() }
    heard.push(one)
    const { status = 200, headers: told = {}, body = '{}' } = answer(one)
    response.writeHead(status, told).end(body)
  }
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => new Promise((done) => server.close(done)))
  return { heard, place: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Characters that every way of writing escapes differently. */
const canary = 'k/9+"q<=&;Zé 7'

/** Sends a request with a secret bound to `hosts`; `allowed` are the inner places that may be called. */
async function carry(
  places: PlacedSecret[],
  request: Partial<HttpRequest> & { url: string },
  allowed: string[],
  hosts = ['127.0.0.1'],
  value = canary,
) {
  const egress = createEgress({ allowPrivate: allowed })
  closing.push(egress.close)
  const whole: HttpRequest = { method: 'GET', headers: {}, timeoutMs: 5000, ...request, secrets: places }
  return carrySecrets(egress, whole, async (names) => new Map(names.map((name) => [name, { value, hosts }])))
}
const ascii = (text: string) => Buffer.from(text, 'latin1').toString('utf8')

it('goes into a header, a parameter of the query and a field of the JSON body, and the rest stays as it is', async () => {
  const { heard, place } = await service(() => ({}))
  const places: PlacedSecret[] = [
    { in: 'header', name: 'Authorization', secret: 'a', before: 'Bearer ' },
    { in: 'query', name: 'key', secret: 'a' },
    { in: 'body', name: 'auth.key', secret: 'a' },
  ]
  const body = '{"order":7615917337495251231,"auth":{"user":"x"}}'
  await carry(places, { method: 'POST', url: `http://${place}/orders?n=1#top`, body }, [place])
  expect(heard.map((one) => ({ ...one, headers: { authorization: ascii(String(one.headers.authorization)) } }))).toEqual([
    {
      line: `POST /orders?n=1&key=${encodeURIComponent(canary)}`,
      headers: { authorization: ascii(`Bearer ${canary}`) },
      body: `{"order":7615917337495251231,"auth":{"user":"x","key":${JSON.stringify(canary)}}}`,
    },
  ])
})

it('makes a JSON body where there is none, and refuses one that is no object', async () => {
  const { heard, place } = await service(() => ({}))
  const places: PlacedSecret[] = [{ in: 'body', name: '__proto__.key', secret: 'a' }]
  await carry(places, { method: 'POST', url: `http://${place}/` }, [place])
  expect(heard).toMatchObject([
    { headers: { 'content-type': 'application/json' }, body: `{"__proto__":{"key":${JSON.stringify(canary)}}}` },
  ])
  await expect(carry(places, { method: 'POST', url: `http://${place}/`, body: 'a=1' }, [place])).rejects.toMatchObject({
    reason: 'secret-body',
  })
})

it.each([
  ['to a host it is not bound to', ['api.shop.example'], 'secret-host'],
  ['to a host below, when it is bound to the host above', ['0.0.1'], 'secret-host'],
])('does not go %s', async (_, hosts, reason) => {
  const { heard, place } = await service(() => ({}))
  const places: PlacedSecret[] = [{ in: 'header', name: 'x-key', secret: 'a' }]
  await expect(carry(places, { url: `http://${place}/` }, [place], hosts)).rejects.toMatchObject({ reason })
  expect(heard).toEqual([])
})

it('does not go where others can listen on the way', async () => {
  const places: PlacedSecret[] = [{ in: 'header', name: 'x-key', secret: 'a' }]
  await expect(carry(places, { url: 'http://shop.example/' }, [], ['shop.example'])).rejects.toMatchObject({
    reason: 'secret-in-clear',
  })
})

it.each<[string, PlacedSecret, number]>([
  ['a header', { in: 'header', name: 'x-key', secret: 'a' }, 302],
  ['a header that other servers are told', { in: 'header', name: 'accept', secret: 'a' }, 307],
  ['a body that is sent again', { in: 'body', name: 'key', secret: 'a' }, 307],
  ['the address, which a server repeats', { in: 'query', name: 'key', secret: 'a' }, 302],
])('no redirect carries it elsewhere in %s', async (_, placed, status) => {
  const elsewhere = await service(() => ({}))
  const other = elsewhere.place.replace('127.0.0.1', 'localhost')
  const first = await service(({ line }) => ({ status, headers: { location: `http://${other}${line.split(' ')[1]}` } }))
  const sent = carry([placed], { method: 'POST', url: `http://${first.place}/a`, body: '{}' }, [first.place, other])
  await sent.catch(() => undefined)
  expect(JSON.stringify(elsewhere.heard)).not.toContain('Zé')
  expect(JSON.stringify(elsewhere.heard)).not.toContain(encodeURIComponent('Zé'))
})

it.each([
  ['with characters that only one of two programs escapes', "it's!(a)~*key", (query: string) => query],
  ['with a plus and a space', "a+b c'd!", (query: string) => query.replaceAll('%20', '+')],
  ['escaped twice', "it's!(a)~*key", (query: string) => query.replaceAll('%', '%25')],
  ['that looks escaped', "it%27s!('a)", (query: string) => query],
  ['beside broken escapes', "it's!(a)~*key", (query: string) => `${query}&x=%ZZ%FF%`],
])('no redirect carries a value elsewhere %s', async (_, value, written) => {
  const elsewhere = await service(() => ({}))
  const other = elsewhere.place.replace('127.0.0.1', 'localhost')
  const first = await service(({ line }) => ({
    status: 302,
    headers: { location: `http://${other}${written(line.split(' ')[1] as string)}` },
  }))
  const places: PlacedSecret[] = [{ in: 'query', name: 'key', secret: 'a' }]
  const sent = carry(places, { url: `http://${first.place}/a` }, [first.place, other], ['127.0.0.1'], value)
  await expect(sent).rejects.toMatchObject({ reason: 'secret-host' })
  expect(elsewhere.heard).toEqual([])
})

it('comes back in no answer, however the service writes it', async () => {
  const said = [
    canary,
    encodeURIComponent(canary),
    encodeURIComponent(canary).toLowerCase().replaceAll('z', 'Z'),
    new URLSearchParams({ q: canary }).toString(),
    JSON.stringify({ key: canary }),
    JSON.stringify({ key: canary }).replaceAll('/', '\\/'),
    Buffer.from(canary).toString('base64'),
  ].join('\n')
  const { place } = await service(({ headers }) => ({ body: said, headers: { 'x-echo': String(headers['x-key']) } }))
  const { headers, body } = await carry([{ in: 'query', name: 'key', secret: 'a' }], { url: `http://${place}/` }, [place])
  expect(body).toBe(['•••', '•••', '•••', 'q=•••', '{"key":"•••"}', '{"key":"•••"}', '•••'].join('\n'))
  expect(JSON.stringify(headers)).not.toContain('Zé')
})

const each = (text: string, write: (code: number) => string) =>
  [...text].map((one) => (/[\w ]|[^ -~]/.test(one) ? one : write(one.charCodeAt(0)))).join('')
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0')
const base64 = (text: string) => Buffer.from(text).toString('base64')

it.each([
  [
    'JSON escapes',
    JSON.stringify({ n: '1', key: canary }).replaceAll('+', '\\u002B').replaceAll('&', '\\u0026'),
    '{"n":"1","key":"•••"}',
  ],
  ['JSON in JSON', JSON.stringify({ said: JSON.stringify({ key: canary }) }), '{"said":"{\\"key\\":\\"•••\\"}"}'],
  [
    'every character escaped',
    `{"id":7615917337495251231,"k":"${each(canary, (code) => `\\u${hex(code, 4)}`)}"}`,
    '{"id":7615917337495251231,"k":"•••"}',
  ],
  ['decimal entities', each(canary, (code) => `&#${code};`), '•••'],
  ['hexadecimal entities', each(canary, (code) => `&#x${hex(code, 2)};`), '•••'],
  [
    'percents, half of them in small letters',
    each(canary, (code) => `%${code % 2 ? hex(code, 2) : hex(code, 2).toUpperCase()}`),
    '•••',
  ],
  ['base64 of the header', `"${base64(`Bearer ${canary}`)}"`, '"QmVhcmVyI•••"'],
  ['base64 without padding', `"${base64(canary).replaceAll('=', '')}"`, '"•••"'],
  ['base64 of two more bytes', `"${base64(`x:${canary}`)}"`, '"eD•••"'],
  ['base64 for addresses', Buffer.from(canary).toString('base64url'), '•••'],
  ['hex', Buffer.from(canary).toString('hex'), '•••'],
  ['hex in capitals', Buffer.from(canary).toString('hex').toUpperCase(), '•••'],
])('comes back in no answer written in %s', async (_, said, left) => {
  const { place } = await service(() => ({ body: said }))
  const { body } = await carry([{ in: 'query', name: 'key', secret: 'a' }], { url: `http://${place}/` }, [place])
  expect(body).toBe(left)
})

it('leaves an answer without it as it is, whatever escapes it holds', async () => {
  const said = '{"id":7615917337495251231,"a":"\\u002B%2B%ZZ&amp;&#99999999;\\\\"}'
  const { place } = await service(() => ({ body: said }))
  const { body } = await carry([{ in: 'query', name: 'key', secret: 'a' }], { url: `http://${place}/` }, [place])
  expect(body).toBe(said)
})
