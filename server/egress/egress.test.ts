import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { HttpRequest } from '#nodes/contract.ts'
import { createEgress, type EgressPolicy } from './egress.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server on loopback and a door that knows it. */
async function open(answer: (request: IncomingMessage, response: ServerResponse) => void, policy: EgressPolicy = {}) {
  const server = createServer(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const egress = createEgress({ allowPrivate: [place], ...policy })
  closing.push(
    egress.close,
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const call = (path: string, rest: Partial<HttpRequest> = {}) =>
    egress.request({ method: 'GET', url: `http://${place}${path}`, headers: {}, timeoutMs: 5000, ...rest })
  return { call, place }
}

it('sends method, headers and body, and gives back status, headers and body', async () => {
  const { call } = await open(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response
      .writeHead(201, { 'content-type': 'text/plain', 'x-seen': String(request.headers['x-mine']) })
      .end(`${request.method} ${body}`)
  })
  const answer = await call('/', { method: 'PUT', headers: { 'X-Mine': 'yes' }, body: 'héllo' })
  expect(answer).toMatchObject({ status: 201, body: 'PUT héllo', headers: { 'content-type': 'text/plain', 'x-seen': 'yes' } })
})

it('never lets a caller name another host in a header', async () => {
  const { call, place } = await open((request, response) => response.end(request.headers.host))
  expect((await call('/', { headers: { Host: 'inner.corp', 'Transfer-Encoding': 'chunked' } })).body).toBe(place)
})

it('follows three redirects and not a fourth', async () => {
  const { call } = await open((request, response) => {
    const left = Number(request.url?.slice(1))
    if (left === 0) response.end('here')
    else response.writeHead(302, { location: `/${left - 1}` }).end()
  })
  expect((await call('/3')).body).toBe('here')
  await expect(call('/4')).rejects.toMatchObject({ reason: 'too-many-redirects' })
})

it('turns a redirected POST into a GET, except where the server asks to repeat it', async () => {
  const { call } = await open((request, response) => {
    if (request.url === '/end') response.end(request.method)
    else response.writeHead(Number(request.url?.slice(1)), { location: '/end' }).end()
  })
  const methods = await Promise.all([301, 302, 303, 307, 308].map((status) => call(`/${status}`, { method: 'POST', body: '{}' })))
  expect(methods.map(({ body }) => body)).toEqual(['GET', 'GET', 'GET', 'POST', 'POST'])
})

it('shows credentials to the first server only', async () => {
  const second = await open((request, response) =>
    response.end(`${request.headers.authorization} ${request.headers['x-api-key']} ${request.headers.accept}`),
  )
  const first = await open((_request, response) => response.writeHead(307, { location: `http://${second.place}/` }).end())
  const egress = createEgress({ allowPrivate: [first.place, second.place] })
  closing.push(egress.close)
  const request = {
    method: 'GET',
    url: `http://${first.place}/`,
    headers: { Authorization: 'Bearer x', 'X-Api-Key': 'y', Accept: 'text/plain' },
    timeoutMs: 5000,
  } as const
  expect((await egress.request(request)).body).toBe('undefined undefined text/plain')
})

it('stops reading at the limit', async () => {
  const { call } = await open((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))), { maxBytes: 1000 })
  expect((await call('/1000')).body).toHaveLength(1000)
  await expect(call('/1001')).rejects.toMatchObject({ reason: 'too-large', message: 'the answer is larger than allowed' })
})

it('gives up on a server that does not answer, or never finishes', async () => {
  const { call } = await open((request, response) => (request.url === '/half' ? response.write('half') : undefined), {
    timeoutMs: 60,
  })
  await expect(call('/')).rejects.toMatchObject({ reason: 'timeout' })
  await expect(call('/half')).rejects.toMatchObject({ reason: 'timeout' })
})

it('gives up on a name that nobody answers for', async () => {
  const egress = createEgress({ timeoutMs: 60, resolve: () => new Promise(() => {}) })
  closing.push(egress.close)
  const request = { method: 'GET', url: 'http://slow.example/', headers: {}, timeoutMs: 5000 } as const
  await expect(egress.request(request)).rejects.toMatchObject({ reason: 'timeout' })
})

it('asks for a name once for all who call it meanwhile', async () => {
  let asked = 0
  const resolve = async () => {
    asked++
    throw new Error('the name server is gone')
  }
  const egress = createEgress({ resolve })
  closing.push(egress.close)
  const call = () => egress.request({ method: 'GET', url: 'http://gone.example/', headers: {}, timeoutMs: 5000 })
  const answers = await Promise.allSettled([call(), call(), call()])
  expect(answers.map((answer) => answer.status === 'rejected' && answer.reason.reason)).toEqual(Array(3).fill('unreachable'))
  expect(asked).toBe(1)
})

it('says what is wrong with a request that cannot be sent or a server that is not there', async () => {
  const { call, place } = await open((_request, response) => response.end())
  await expect(call('/', { headers: { 'bad header': 'x' } })).rejects.toMatchObject({ reason: 'bad-request' })
  await expect(call('/', { headers: { good: 'a\r\nb: c' } })).rejects.toMatchObject({ reason: 'bad-request' })
  const egress = createEgress({ allowPrivate: ['127.0.0.1:9'] })
  closing.push(egress.close)
  await expect(egress.request({ method: 'GET', url: 'http://127.0.0.1:9/', headers: {}, timeoutMs: 5000 })).rejects.toMatchObject(
    {
      reason: 'unreachable',
    },
  )
  expect(place).toMatch(/^127/)
})

it('passes a download on as it comes, and breaks it off where it becomes too long', async () => {
  const { place } = await open((_request, response) => {
    response.write('four')
    response.end('more')
  })
  const egress = createEgress({ allowPrivate: [place] })
  closing.push(egress.close)
  const read = async (maxBytes: number) => {
    const chunks: Buffer[] = []
    const { body } = await egress.download({ url: `http://${place}/`, headers: {}, maxBytes })
    for await (const chunk of body) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString()
  }
  expect(await read(8)).toBe('fourmore')
  await expect(read(7)).rejects.toMatchObject({ reason: 'too-large' })
})

it('takes no credentials of a download elsewhere, and goes nowhere inside', async () => {
  const second = await open((request, response) => response.end(String(request.headers.authorization)))
  const first = await open((request, response) =>
    response.writeHead(302, { location: request.url === '/out' ? `http://${second.place}/` : 'http://10.0.0.1/' }).end(),
  )
  const egress = createEgress({ allowPrivate: [first.place, second.place] })
  closing.push(egress.close)
  const ask = (path: string) =>
    egress.download({ url: `http://${first.place}${path}`, headers: { authorization: 'Bearer x' }, maxBytes: 100 })
  const { body } = await ask('/out')
  expect(String(await body.toArray())).toBe('undefined')
  await expect(ask('/in')).rejects.toMatchObject({ reason: 'private-address' })
})
