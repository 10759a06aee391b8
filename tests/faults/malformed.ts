import { connect } from 'node:net'
import messages from '#tests/fixtures/whatsapp/messages.json' with { type: 'json' }
import { messagesBody, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import type { ChildServer } from '#tests/support/child-server.ts'
import { type ClusterOptions, startCluster } from '#tests/support/cluster.ts'
import { seed } from '#tests/support/seed.ts'
import { type Figure, placeOf } from './figure.ts'
import { eachOf } from './kill-nine.ts'
import { seeded } from './oracle.ts'

/** R8. Mutated vendor payloads, properly signed, mutated widget messages, and raw sockets that speak no HTTP. Nothing may break. */
export async function malformed(options: {
  on: ClusterOptions['on']
  cases: number
  rawCases: number
  seed: number
}): Promise<Figure[]> {
  const random = seeded(options.seed)
  const cluster = await startCluster({ on: options.on })
  const { servers } = cluster
  const memory = (): Promise<number[]> => Promise.all(servers.map((server) => server.memory()))
  const one = (i: number): ChildServer => servers[i % servers.length] as ChildServer
  try {
    const statuses: Record<number, number> = {}
    const cases = Array.from({ length: options.cases * 2 }, (_, i) => makeCase(random, i))
    const send = (some: Case[]): Promise<void> =>
      eachOf(some, 24, async ({ path, body, headers }, i) => {
        const status = await answerTo(one(i).url + path, body, headers)
        statuses[status] = (statuses[status] ?? 0) + 1
      })
    // What caches and the collector need at work is no growth: as many cases come first.
    await send(cases.slice(0, options.cases))
    const before = await memory()
    await send(cases.slice(options.cases))
    let hanging = 0
    await eachOf(
      Array.from({ length: options.rawCases }, (_, i) => i),
      16,
      async (i) => {
        if (!(await rawCase(one(i), i, random))) hanging++
      },
    )
    const answers = await Promise.all(
      servers.map(({ url }, i) =>
        answerTo(`${url}/chat/${seed.webChat}/messages`, '{"clientId":"end","text":"hi"}', widget(`${i}`.repeat(40))),
      ),
    )
    const alive = answers.every((status) => status === 200) && servers.every((server) => server.process.exitCode === null)
    const complained = servers.some((server) => server.complaints().includes('Unhandled'))
    const after = await memory()
    const grown = Math.max(...after.map((mb, i) => mb - (before[i] as number)))
    const fives = Object.entries(statuses).filter(([status]) => Number(status) >= 500 || status === '0')
    const bad = fives.reduce((sum, [, n]) => sum + n, 0)
    const line = (name: string, figure: string, target: string, pass: boolean): Figure => ({
      id: 'R8',
      name: `${name} (${placeOf(options.on)})`,
      figure,
      target,
      pass,
    })
    return [
      line(`answers of 5xx or none to ${cases.length} malformed bodies`, String(bad), '0', bad === 0),
      line(`raw sockets of ${options.rawCases} left hanging over 15 s`, String(hanging), '0', hanging === 0),
      line('every process is alive and answers', String(alive), 'true', alive),
      line('complaints of an unhandled kind', complained ? 'yes' : 'none', 'none', !complained),
      line('memory grown over the second half of them', `${grown.toFixed(0)} MB`, '≤ 50 MB', grown <= 50),
    ]
  } finally {
    await cluster.close()
  }
}

interface Case {
  path: string
  body: string
  headers: Record<string, string>
}

function makeCase(random: () => number, i: number): Case {
  const kinds = Object.values(messages) as { message: Record<string, unknown> }[]
  if (random() < 0.6) {
    const kind = kinds[Math.floor(random() * kinds.length)]?.message ?? says.text('hi')
    const whole = messagesBody(seed, [{ say: kind, from: `85291${String(i).padStart(6, '0')}`, id: `wamid.f${i}` }])
    const { body, headers } = signed(seed, mutate(whole, random, 1 + Math.floor(random() * 4)))
    return { path: `/webhooks/whatsapp/${seed.whatsApp}`, body, headers }
  }
  const message =
    random() < 0.5 ? { clientId: `c${i}`, text: 'hi' } : { clientId: `c${i}`, choice: { id: 'en', label: 'English' } }
  const key = `fuzz${String(i).padStart(36, '0')}`
  const broken =
    random() < 0.2
      ? breakText(JSON.stringify(message), random)
      : JSON.stringify(mutate(message, random, 1 + Math.floor(random() * 3)))
  return { path: `/chat/${seed.webChat}/messages`, body: broken, headers: widget(key) }
}

const widget = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })

const oddities: unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  '\ud800',
  '\u0000',
  'a'.repeat(70_000),
  [],
  {},
  { __proto__x: 1 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}}}'),
  deep(300),
  [[[]]],
  '{{ 7 | times: 7 }}',
  '<script>alert(1)</script>',
  { $gt: '' },
  { $where: 'sleep(1000)' },
  Number.MAX_SAFE_INTEGER,
  '../../etc/passwd',
]

/** Puts oddities where values were, drops and doubles keys. */
function mutate(value: unknown, random: () => number, times: number): unknown {
  let mutated: unknown = structuredClone(value)
  for (let i = 0; i < times; i++) {
    const places = placesIn(mutated)
    const place = places[Math.floor(random() * places.length)]
    // A copy: the next oddity may be put into this one.
    const odd = structuredClone(oddities[Math.floor(random() * oddities.length)])
    if (!place) mutated = odd
    else if (random() < 0.25) delete place.holder[place.key]
    else place.holder[place.key] = odd
  }
  return mutated
}

function placesIn(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [
    { holder, key },
    ...(JSON.stringify(holder[key])?.length > 50_000 ? [] : placesIn(holder[key])),
  ])
}

function breakText(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length)
  return random() < 0.5 ? text.slice(0, at) : `${text.slice(0, at)}\u0000${text.slice(at)}`
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom'
  for (let i = 0; i < levels; i++) value = { a: value }
  return value
}

/** The status of the answer; 0 when there was none within 15 s. */
async function answerTo(url: string, body: string, headers: Record<string, string>): Promise<number> {
  try {
    const response = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(15_000) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

const rawTexts = [
  'GET / HTTP/9.9\r\n\r\n',
  'POST /chat/web/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST /chat/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  'POST /chat/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  '\u0000\u0000\u0000\u0000',
  'POST /webhooks/whatsapp/wa HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n',
  'POST /webhooks/whatsapp/wa HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  'GET /%00%ff HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET //chat//web HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST /chat/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc',
]

/** Speaks nonsense and hangs up after the answer; true when the server closed or answered in time. */
function rawCase(server: ChildServer, i: number, random: () => number): Promise<boolean> {
  const { hostname, port } = new URL(server.url)
  const base = rawTexts[i % rawTexts.length] as string
  const text = i < rawTexts.length ? base : breakText(base, random)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const give = (fine: boolean): void => {
      clearTimeout(late)
      socket.destroy()
      resolve(fine)
    }
    const late = setTimeout(() => give(false), 15_000)
    socket.on('connect', () => socket.write(text))
    socket.on('data', () => give(true))
    socket.on('close', () => give(true))
    socket.on('error', () => give(true))
  })
}
