import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { buildConnector } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPublic } from '#schemas/public-address.ts'
import { createEgress, type Egress } from '#server/egress/egress.ts'
import { EgressError } from '#server/egress/error.ts'
import { innerAddresses, namesThatLeadInside, urlsThatMustNotGoOut } from './ssrf-corpus.ts'

/** An inner service that nobody may reach: it counts every connection, whatever is said on it. */
let reached = 0
const canary = createTcpServer((socket) => {
  reached += 1
  socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret')
})
/** Stands for the whole public internet: redirects where the path says, answers otherwise. */
const internet: Server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://any.example')
  const to = url.searchParams.get('to')
  response.setHeader('connection', 'close')
  if (to) response.writeHead(Number(url.pathname.slice(1)), { location: to }).end()
  else response.end(`${request.method} ${request.headers.host}${request.url}`)
})
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

/** What each name resolves to; a list of lists answers the next one at every call. */
const names = new Map<string, string[][]>()
const resolve = async (hostname: string) => {
  const answers = names.get(hostname) ?? [['203.0.114.7']]
  return (answers.length > 1 ? answers.shift() : answers[0]) as string[]
}
/** Public addresses lead to the stand-in internet, all others really to themselves: a hole in the guard would reach the canary. */
const tcp = buildConnector({})
const dial: buildConnector.connector = (options, callback) =>
  isPublic(options.hostname)
    ? tcp({ ...options, hostname: '127.0.0.1', port: String(portOf(internet)) }, callback)
    : tcp({ ...options, port: String(portOf(canary)) }, callback)

let egress: Egress
const get = (url: string) => egress.request({ method: 'GET', url, headers: {}, timeoutMs: 5000 })
const refusal = async (url: string): Promise<string> => {
  try {
    return `answered ${(await get(url)).body}`
  } catch (error) {
    return error instanceof EgressError ? error.reason : `broke: ${error}`
  }
}
const refusals = ['private-address', 'bad-url', 'scheme', 'credentials', 'port']

beforeAll(async () => {
  await new Promise<void>((done) => canary.listen(0, '0.0.0.0', done))
  await new Promise<void>((done) => internet.listen(0, '127.0.0.1', done))
  for (const name of namesThatLeadInside) names.set(name, [['169.254.169.254']])
  names.set('both.example', [['203.0.114.7', '127.0.0.1']])
  egress = createEgress({ resolve, dial })
})
afterAll(async () => {
  await egress.close()
  canary.close()
  internet.close()
})

describe('the door out', () => {
  it('refuses every one of at least 300 ways to point inside, and the inner server sees no connection', async () => {
    const urls = [...new Set(urlsThatMustNotGoOut(portOf(canary)))]
    expect(urls.length).toBeGreaterThanOrEqual(300)
    const outcomes = await Promise.all(urls.map(async (url) => ({ url, outcome: await refusal(url) })))
    expect(outcomes.filter(({ outcome }) => !refusals.includes(outcome))).toEqual([])
    expect(reached).toBe(0)
  })

  it('checks every redirect as if it were the first call', async () => {
    const inside = [
      ...innerAddresses.map((address) => `http://${address}:${portOf(canary)}/`),
      'file:///etc/passwd',
      'gopher://127.0.0.1/',
      'http://u:p@shop.example/',
    ]
    const urls = [301, 302, 303, 307, 308].flatMap((status) =>
      inside.map((to) => `http://shop.example/${status}?to=${encodeURIComponent(to)}`),
    )
    const outcomes = await Promise.all(urls.map(async (url) => ({ url, outcome: await refusal(url) })))
    expect(outcomes.filter(({ outcome }) => !refusals.includes(outcome))).toEqual([])
    expect(reached).toBe(0)
  })

  it('connects to the address it checked: 1,000 names that change their answer gain nothing', async () => {
    const turns = [['203.0.114.7'], ['127.0.0.1'], ['203.0.114.7', '127.0.0.1'], ['::1'], ['203.0.114.8']]
    const outcomes = await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const host = `n${index}.rebind.example`
        names.set(host, [...turns.slice(index % turns.length), ...turns])
        const seen = [await refusal(`http://${host}/`), await refusal(`http://${host}/`)]
        return seen.filter((outcome) => outcome !== 'private-address' && outcome !== `answered GET ${host}/`)
      }),
    )
    expect(outcomes.flat()).toEqual([])
    expect(reached).toBe(0)
  })

  it('lets 50 of 50 ordinary addresses pass', async () => {
    const hosts = [
      'shop.example',
      'api.shop.example',
      'shop.example.',
      'xn--bcher-kva.example',
      '93.184.215.14',
      '[2606:4700::1111]',
      'a-b.c.example',
      'localhost.example',
      'internal.example',
      'intern.local-shop.example',
    ]
    const urls = hosts.flatMap((host) =>
      ['/', '/a?b=c', ':8080/', ':443/x', '/302?to=http%3A%2F%2Fother.example%2F'].map((rest) => `http://${host}${rest}`),
    )
    expect(urls).toHaveLength(50)
    const answers = await Promise.all(urls.map(refusal))
    expect(answers.filter((answer) => !answer.startsWith('answered GET '))).toEqual([])
  })

  it('reaches an inner service that the operator has named, and only on that port', async () => {
    const inner = createEgress({ allowPrivate: [`127.0.0.1:${portOf(internet)}`] })
    const call = (port: number) =>
      inner.request({ method: 'GET', url: `http://127.0.0.1:${port}/x`, headers: {}, timeoutMs: 5000 })
    expect(await call(portOf(internet))).toMatchObject({ status: 200, body: `GET 127.0.0.1:${portOf(internet)}/x` })
    await expect(call(portOf(canary))).rejects.toMatchObject({ reason: 'private-address' })
    await inner.close()
    expect(reached).toBe(0)
  })

  it.each([
    ['crm.corp:8080', 'http://crm.corp:8080/', 'answered'],
    ['crm.corp:8080', 'http://CRM.corp.:8080/', 'answered'],
    ['crm.corp:8080', 'http://crm.corp/', 'private-address'],
    ['crm.corp:25', 'http://crm.corp:25/', 'answered'],
    ['crm.corp', 'http://crm.corp:8080/', 'answered'],
    ['crm.corp', 'https://crm.corp:25/', 'port'],
    ['crm.corp', 'http://other.corp/', 'private-address'],
    ['crm.corp', 'http://10.1.2.3/', 'private-address'],
    ['crm.internal', 'http://crm.internal/', 'answered'],
    ['10.0.0.0/8', 'http://10.1.2.3:8080/', 'answered'],
    ['10.0.0.0/8', 'http://[::ffff:10.1.2.3]/', 'answered'],
    ['10.0.0.0/8', 'http://crm.corp/', 'answered'],
    ['10.0.0.0/8', 'http://crm.internal/', 'answered'],
    ['10.0.0.0/8', 'http://192.168.0.1/', 'private-address'],
    ['10.0.0.0/8', 'http://localhost/', 'private-address'],
    ['10.0.0.0/8', 'http://mixed.corp/', 'private-address'],
    ['fd00::/8', 'http://[fd00::1]/', 'answered'],
    ['[fd00::1]:8080', 'http://[fd00:0::1]:8080/', 'answered'],
    ['fd00::1', 'http://[fd00::1]/', 'answered'],
    // Where a platform answers its machines is open to whoever names exactly that, and to nobody else.
    ['169.254.0.0/16', 'http://169.254.169.254/', 'private-address'],
    ['0.0.0.0/0', 'http://168.63.129.16/', 'private-address'],
    ['metadata.corp', 'http://metadata.corp/', 'private-address'],
    ['169.254.0.0/16', 'http://169.254.170.2/', 'private-address'],
    ['169.254.0.0/16', 'http://169.254.170.23/', 'private-address'],
    ['169.254.0.0/16', 'http://169.254.42.42/', 'private-address'],
    ['169.254.0.0/16', 'http://169.254.0.23/', 'private-address'],
    ['169.254.0.0/16', 'http://169.254.1.1/', 'answered'],
    ['fd00::/8', 'http://[fd00:ec2::23]/', 'private-address'],
    ['fd00::/8', 'http://[fd00:42::42]/', 'private-address'],
    ['::/0', 'http://[64:ff9b::169.254.169.254]/', 'private-address'],
    ['::/0', 'http://[64:ff9b::10.1.2.3]/', 'answered'],
    ['::/0', 'http://[2002:a9fe:a9fe::1]/', 'private-address'],
    ['::/0', 'http://[2002:a01:203::1]/', 'answered'],
    ['::/0', 'http://[::169.254.169.254]/', 'private-address'],
    ['fd00:ec2::23', 'http://[fd00:ec2::23]/', 'answered'],
    ['169.254.169.254', 'http://169.254.169.254/', 'answered'],
  ])('with %s allowed, %s is %s', async (place, url, outcome) => {
    const inside: Record<string, string[]> = {
      'mixed.corp': ['10.1.2.3', '192.168.0.1'],
      'metadata.corp': ['169.254.169.254'],
      localhost: ['127.0.0.1'],
    }
    const inner = createEgress({
      allowPrivate: [place],
      resolve: async (name) => inside[name] ?? ['10.1.2.3'],
      dial: (options, callback) =>
        tcp({ ...options, protocol: 'http:', hostname: '127.0.0.1', port: String(portOf(internet)) }, callback),
    })
    const answer = inner.request({ method: 'GET', url, headers: {}, timeoutMs: 5000 })
    expect(
      await answer.then(
        () => 'answered',
        ({ reason }: EgressError) => reason,
      ),
    ).toBe(outcome)
    await inner.close()
  })
})
