import { EventEmitter } from 'node:events'
import { Agent, type Dispatcher } from 'undici'
import type { HttpRequest, HttpResponse } from '#nodes/contract.ts'
import { type Dial, guardedConnect, type Resolve } from './connect.ts'
import { EgressError } from './error.ts'
import { makeGuard } from './guard.ts'

export interface EgressPolicy {
  /** `host:port` of inner services that may be called all the same. */
  allowPrivate?: string[]
  /** For one call with all its redirects, in ms. */
  timeoutMs?: number
  maxBytes?: number
  maxRedirects?: number
  /** How names become addresses and addresses become sockets; both have real defaults. */
  resolve?: Resolve
  dial?: Dial
}

/** The only door out: every request the house makes to the world goes through here. */
export interface Egress {
  /** Rejects with `EgressError` only. An answer of any status is an answer. */
  request(request: HttpRequest): Promise<HttpResponse>
  close(): Promise<void>
}

/** Opens a door that reaches the public internet, and nothing inside it unless the policy names it. */
export function createEgress(policy: EgressPolicy = {}): Egress {
  const { timeoutMs = 10_000, maxBytes = 1_048_576, maxRedirects = 3 } = policy
  const guard = makeGuard(policy.allowPrivate ?? [])
  const agent = new Agent({
    connect: guardedConnect(guard, policy.resolve, policy.dial),
    connections: 64,
    keepAliveTimeout: 30_000,
  })

  const follow = async (request: HttpRequest, signal: EventEmitter): Promise<HttpResponse> => {
    let url = guard.check(request.url)
    let { method, body } = request
    let headers = sendable(request.headers)
    for (let redirects = 0; ; redirects += 1) {
      const answer = await agent.request({ origin: url.origin, path: url.pathname + url.search, method, headers, body, signal })
      const location = redirectOf(answer)
      if (location === undefined) return readAnswer(answer, maxBytes)
      answer.body.on('error', () => {}).destroy()
      if (redirects === maxRedirects) throw new EgressError('too-many-redirects')
      const next = guard.check(location, url)
      // Keys meant for one server, under whatever name, are not shown to another.
      if (next.origin !== url.origin)
        headers = only(headers, ['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent'])
      if (answer.statusCode === 303 || (answer.statusCode < 303 && method === 'POST')) {
        method = 'GET'
        body = undefined
        headers = without(headers, ['content-type'])
      }
      url = next
    }
  }

  return {
    request: (request) =>
      new Promise((resolve, reject) => {
        // undici takes an emitter for a signal, at half the cost per call; and it aborts only what is connected, so the answer
        // does not wait for it.
        const signal = new EventEmitter()
        const giveUp = () => {
          reject(new EgressError('timeout'))
          signal.emit('abort')
        }
        const timer = setTimeout(giveUp, Math.min(request.timeoutMs, timeoutMs))
        follow(request, signal)
          .then(resolve, (error: unknown) => reject(plain(error)))
          .finally(() => clearTimeout(timer))
      }),
    close: () => agent.destroy(),
  }
}

type Headers = Record<string, string>

const without = (headers: Headers, names: string[]): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))

const only = (headers: Headers, names: string[]): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)))

/** Headers that say how the message travels are ours to set; a `host` of one's own would name another server than the one checked. */
const ours = ['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect']

const sendable = (headers: Headers): Headers => ({
  ...without(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), ours),
  'accept-encoding': 'identity',
})

function redirectOf({ statusCode, headers }: Dispatcher.ResponseData): string | undefined {
  const { location } = headers
  return [301, 302, 303, 307, 308].includes(statusCode) && typeof location === 'string' ? location : undefined
}

async function readAnswer({ statusCode, headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<HttpResponse> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // Leaving the loop destroys the body, and with it the connection.
    if (bytes > maxBytes) throw new EgressError('too-large')
    chunks.push(chunk)
  }
  const flat = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')])
  return { status: statusCode, headers: Object.fromEntries(flat), body: Buffer.concat(chunks).toString('utf8') }
}

function plain(error: unknown): EgressError {
  if (error instanceof EgressError) return error
  const { code } = error as { code?: string }
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') return new EgressError('bad-request', error)
  if (code?.endsWith('TIMEOUT')) return new EgressError('timeout', error)
  return new EgressError('unreachable', error)
}
