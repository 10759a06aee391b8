import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { createEgress, type EgressPolicy } from './egress.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function aServer(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) {
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push(`${request.method} ${request.url} ${body}`.trim())
    answer(request, response, body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { heard, place, url: `http://${place}` }
}

function aDoor(policy: EgressPolicy) {
  const egress = createEgress(policy)
  closing.push(egress.close)
  return egress
}

it('a library’s call arrives with its method, headers and body, of whatever make', async () => {
  const { url, place } = await aServer((request, response, body) =>
    response
      .writeHead(201, { 'content-type': 'application/json' })
      .end(
        JSON.stringify([request.method, request.headers['x-token'], request.headers['content-type'], request.headers.host, body]),
      ),
  )
  const { fetch } = aDoor({ allowPrivate: [place] })
  const headers = { 'X-Token': 't', Host: 'inner.corp' }
  const said = async (body: unknown) => (await fetch(url, { method: 'POST', headers, body: body as BodyInit })).json()
  expect(await said('a')).toEqual(['POST', 't', 'text/plain;charset=UTF-8', place, 'a'])
  expect(await said(new URLSearchParams({ q: 'é' }))).toEqual([
    'POST',
    't',
    'application/x-www-form-urlencoded;charset=UTF-8',
    place,
    'q=%C3%A9',
  ])
  expect(await said(Readable.from([Buffer.from('stre'), Buffer.from('amed')]))).toEqual(['POST', 't', null, place, 'streamed'])
  const form = new FormData()
  form.set('photo', new Blob(['pixels']), 'a.png')
  expect((await said(form))[4]).toContain('filename="a.png"')
  const answer = await fetch(new URL(url))
  expect([answer instanceof Response, answer.status, answer.headers.get('content-type')]).toEqual([true, 201, 'application/json'])
})

it('a library reaches no private address, named or resolved, and no server sees it try', async () => {
  const inner = await aServer((_, response) => response.end('secret'))
  const { fetch } = aDoor({ resolve: async () => ['127.0.0.1'] })
  const port = inner.place.split(':')[1]
  for (const url of [inner.url, `http://localhost:${port}/`, `http://rebind.example:${port}/`, `http://[::1]:${port}/`])
    await expect(fetch(url)).rejects.toMatchObject({ reason: 'private-address' })
  await expect(fetch('http://shop.example:25/')).rejects.toMatchObject({ reason: 'port' })
  await expect(fetch('file:///etc/passwd')).rejects.toMatchObject({ reason: 'scheme' })
  expect(inner.heard).toEqual([])
})

it('a name that answers differently the second time has no second time', async () => {
  const open = await aServer((_, response) => response.setHeader('connection', 'close').end('open'))
  const port = open.place.split(':')[1]
  const answers = [['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1', '10.0.0.1']]
  const asked: string[] = []
  const { fetch } = aDoor({
    allowPrivate: ['127.0.0.1/32'],
    resolve: async (name) => {
      asked.push(name)
      return answers.shift() as string[]
    },
  })
  expect(await (await fetch(`http://rebind.example:${port}/`)).text()).toBe('open')
  await expect(fetch(`http://rebind.example:${port}/`)).rejects.toMatchObject({ reason: 'private-address' })
  await expect(fetch(`http://rebind.example:${port}/`)).rejects.toMatchObject({ reason: 'private-address' })
  expect([asked.length, open.heard.length]).toEqual([3, 1])
})

it('a redirect is checked as if it were the first call, and takes neither keys nor bodies to another server', async () => {
  const inner = await aServer((_, response) => response.end('secret'))
  const second = await aServer((request, response) => response.end(`${request.headers['x-token']} ${request.headers.accept}`))
  const first = await aServer((request, response) => {
    const [, status, to] = /^\/(\d+)\?(.*)$/.exec(request.url ?? '') ?? []
    if (to) response.writeHead(Number(status), { location: decodeURIComponent(to) }).end()
    else response.end(request.method)
  })
  const { fetch } = aDoor({ allowPrivate: [first.place, second.place] })
  const by = (status: number, to: string, init: RequestInit = {}) =>
    fetch(`${first.url}/${status}?${encodeURIComponent(to)}`, { headers: { 'X-Token': 't', Accept: 'text/plain' }, ...init })
  await expect(by(302, inner.url)).rejects.toMatchObject({ reason: 'private-address' })
  await expect(by(302, 'file:///etc/passwd')).rejects.toMatchObject({ reason: 'scheme' })
  expect(await (await by(302, second.url)).text()).toBe('undefined text/plain')
  expect((await by(307, second.url, { method: 'POST', body: 'client_secret=s' })).status).toBe(307)
  expect(await (await by(307, '/', { method: 'POST', body: 'a' })).text()).toBe('POST')
  expect(await (await by(302, '/', { method: 'POST', body: 'a' })).text()).toBe('GET')
  expect((await by(302, '/', { redirect: 'manual' })).status).toBe(302)
  await expect(by(302, '/', { redirect: 'error' })).rejects.toMatchObject({ reason: 'too-many-redirects' })
  expect([inner.heard, second.heard]).toEqual([[], ['GET /']])
})

it('an answer is read to its limit and no further, packed or not', async () => {
  const { url, place } = await aServer((request, response) => {
    if (request.url === '/packed') response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(10_000)))
    else response.end('x'.repeat(Number(request.url?.slice(1))))
  })
  const { fetch } = aDoor({ allowPrivate: [place], maxBytes: 1000 })
  const read = async (path: string, maxBytes = 1000) => (await fetch(url + path, {}, { maxBytes })).text()
  expect(await read('/1000')).toHaveLength(1000)
  await expect(read('/1001')).rejects.toMatchObject({ reason: 'too-large' })
  await expect(read('/packed')).rejects.toMatchObject({ reason: 'too-large' })
  expect(await read('/packed', 10_000)).toHaveLength(10_000)
})

it('an answer has its time, and whoever gives up is told so by their own reason', async () => {
  const { url, place } = await aServer((request, response) => {
    if (request.url === '/half') response.write('half')
  })
  const { fetch } = aDoor({ allowPrivate: [place], timeoutMs: 60 })
  await expect(fetch(url)).rejects.toMatchObject({ reason: 'timeout' })
  await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toMatchObject({ name: 'TimeoutError' })
  const patient = aDoor({ allowPrivate: [place] })
  await expect(patient.fetch(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  await expect(patient.fetch(url, { signal: foreign(new Error('enough')) })).rejects.toThrow('enough')
})

/** A signal as some libraries bring it: of the right shape, and not the platform's. */
function foreign(reason: Error): AbortSignal {
  const signal = { aborted: false, reason, addEventListener: (_: string, tell: () => void) => void setImmediate(tell) }
  return signal as unknown as AbortSignal
}
