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
) {
  const egress = createEgress({ allowPrivate: allowed })
  closing.push(egress.close)
  const whole: HttpRequest = { method: 'GET', headers: {}, timeoutMs: 5000, ...request, secrets: places }
  return carrySecrets(egress, whole, async (names) => new Map(names.map((name) => [name, { value: canary, hosts }])))
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
