import { LRUCache } from 'lru-cache'
import type { Agent } from 'undici'
import type { HttpRequest, HttpResponse } from '#nodes/contract.ts'
import { portOf } from '#schemas/leads-inside.ts'
import type { Cargo } from './cargo.ts'
import type { Dial, Resolve } from './connect.ts'
import { type Download, type DownloadRequest, download } from './download.ts'
import { type AddressRefusal, asEgressError, EgressError } from './error.ts'
import { type Answer, Exchange, isRedirect } from './exchange.ts'
import type { Bounds, Fetch } from './fetch.ts'
import { type Guard, makeGuard } from './guard.ts'
import { forOthers, type Headers, sendable, withoutContent } from './headers.ts'
import { type MailServer, mailRefusal } from './mail-refusal.ts'
import type { MailPlace } from './mail-server.ts'

export interface EgressPolicy {
  /** Inner hosts, with or without a port, and networks that may be called all the same: see `placesOf`. */
  allowPrivate?: string[]
  /** For one call with all its redirects, in ms. */
  timeoutMs?: number
  maxBytes?: number
  maxRedirects?: number
  /** How names become addresses and addresses become sockets; both have real defaults. */
  resolve?: Resolve
  dial?: Dial
}

/** The only door out: every request the house makes to the world goes through here, and every one that a library makes for it. */
export interface Egress {
  /** Rejects with `EgressError` only. An answer of any status is an answer. `cargo`: what the request must not take elsewhere. */
  request(request: HttpRequest, cargo?: Cargo): Promise<HttpResponse>
  /** A file, passed on as it comes. Rejects with `EgressError` only, before the file begins. */
  download(request: DownloadRequest): Promise<Download>
  /** For a library that calls by HTTP: the platform's `fetch` behind the same guard. `bounds`: where it needs others. */
  fetch(...call: [...Parameters<Fetch>, bounds?: Partial<Bounds>]): Promise<Response>
  /** For a library that speaks SMTP or IMAP: where it connects to. Rejects with `EgressError` only. */
  mailPlace(server: MailServer): Promise<MailPlace>
  /** As `refusal`, for a mail server; `secured`: the connection is encrypted. */
  mailRefusal(server: MailServer, secured: boolean): AddressRefusal | undefined
  /**
   * Why a secret must not be sent to this address, as far as its text tells: it may not be called at all, or others could listen on the
   * way. Undefined when nothing speaks against it.
   */
  refusal(url: string): AddressRefusal | undefined
  close(): Promise<void>
}

/** Opens a door that reaches the public internet, and nothing inside it unless the policy names it. */
export function createEgress(policy: EgressPolicy = {}): Egress {
  const { timeoutMs = 10_000, maxBytes = 1_048_576, maxRedirects = 3 } = policy
  const guard = makeGuard(policy.allowPrivate ?? [])
  /** A channel asks before each of its messages. */
  const refusals = new LRUCache<string, { refusal: AddressRefusal | undefined }>({ max: 1_000 })
  let loaded: Promise<Agent> | undefined
  /** Loaded when the first call is made: undici is a tenth of a start, and nobody waits for it there. */
  const connections = (): Promise<Agent> => {
    loaded ??= import('./connect.ts').then(({ guardedAgent }) => guardedAgent(guard, policy.resolve, policy.dial))
    return loaded
  }

  /** A secret is told to those who may know it, where nobody can listen on the way. */
  const admit = (cargo: Cargo, url: URL): void => {
    if (!cargo.mayGoTo(url.hostname)) throw new EgressError('secret-host')
    if (url.protocol !== 'https:' && !guard.isAllowed(url.hostname, portOf(url))) throw new EgressError('secret-in-clear')
  }

  const follow = async (agent: Agent, request: HttpRequest, call: Call, cargo?: Cargo): Promise<HttpResponse> => {
    let url = guard.check(request.url)
    if (cargo) admit(cargo, url)
    let { method, body } = request
    let headers = sendable(request.headers)
    for (let redirects = 0; ; redirects += 1) {
      const options = { origin: url.origin, path: url.pathname + url.search, method, headers, ...(body ? { body } : {}) }
      const answer = await new Promise<Answer>((resolve, reject) => {
        call.underWay = new Exchange({ resolve, reject }, maxBytes)
        agent.dispatch(options, call.underWay)
      })
      if (!isRedirect(answer)) return responseOf(answer)
      if (call.underWay?.givenUp) throw new EgressError('timeout')
      if (redirects === maxRedirects) throw new EgressError('too-many-redirects')
      const next = guard.check(answer.headers.location as string, url)
      // Keys meant for one server, under whatever name, are not shown to another.
      if (next.origin !== url.origin) headers = forOthers(headers)
      if (answer.status === 303 || (answer.status < 303 && method === 'POST')) {
        method = 'GET'
        body = undefined
        headers = withoutContent(headers)
      }
      // In whatever is left of it, or in what the server makes of it: a key in the address, a body that goes along.
      if (cargo?.isIn(next.href, body, ...Object.values(headers))) admit(cargo, next)
      url = next
    }
  }

  return {
    request: async (request, cargo) => {
      const agent = await connections()
      return new Promise((resolve, reject) => {
        const call: Call = {}
        const giveUp = () => {
          reject(new EgressError('timeout'))
          call.underWay?.giveUp()
        }
        const timer = setTimeout(giveUp, Math.min(request.timeoutMs, timeoutMs))
        follow(agent, request, call, cargo)
          .then(resolve, (error: unknown) => reject(asEgressError(error)))
          .finally(() => clearTimeout(timer))
      })
    },
    download: async (request) => {
      try {
        return await download(await connections(), guard, request, maxRedirects)
      } catch (error) {
        throw asEgressError(error)
      }
    },
    fetch: async (url, init = {}, bounds = {}) => {
      const [agent, { guardedFetch }] = await Promise.all([connections(), import('./fetch.ts')])
      return guardedFetch({ agent, guard }, url, init, { timeoutMs, maxBytes, maxRedirects, ...bounds })
    },
    mailPlace: async (server) => {
      const { mailPlace } = await import('./mail-server.ts')
      return within(timeoutMs, mailPlace(guard, server, policy.resolve)).catch((error: unknown) => {
        throw asEgressError(error)
      })
    },
    mailRefusal: (server, secured) => mailRefusal(guard, server, secured),
    refusal: (text) => {
      const before = refusals.get(text)
      if (before) return before.refusal
      const refusal = refusalOf(guard, text)
      refusals.set(text, { refusal })
      return refusal
    },
    close: async () => (await loaded)?.destroy(),
  }
}

function refusalOf(guard: Guard, text: string): AddressRefusal | undefined {
  try {
    const url = guard.check(text)
    return url.protocol === 'https:' || guard.isAllowed(url.hostname, portOf(url)) ? undefined : inTheClear
  } catch (error) {
    const { reason, message } = asEgressError(error)
    return { reason, message }
  }
}

const inTheClear: AddressRefusal = { reason: 'in-the-clear', message: 'it must begin with https://, since it is sent a secret' }

/** A request with all its redirects, one exchange after the other. */
interface Call {
  underWay?: Exchange
}

function responseOf({ status, headers, body }: Answer): HttpResponse {
  const flat: Headers = {}
  for (const name in headers) {
    const value = headers[name]
    flat[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  }
  return { status, headers: flat, body }
}

/** A name server that is gone answers late, or never. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EgressError('timeout')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
