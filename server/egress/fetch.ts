import { type Agent, type Response as Answer, fetch, type RequestInit as Sent } from 'undici'
import { asEgressError, EgressError } from './error.ts'
import type { Guard } from './guard.ts'
import { forOthers, sendable, withoutContent } from './headers.ts'

/** What libraries are given in place of the platform's `fetch`; it takes an address, not a `Request`. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>

/** Of one call with all its redirects and the whole answer. */
export interface Bounds {
  timeoutMs: number
  maxBytes: number
  maxRedirects: number
}

/**
 * The platform's `fetch` behind the guard: every address is checked, those it is redirected to as well, and what is connected to is an
 * address that was checked. Rejects with `EgressError`, or as `fetch` does when the caller gives up. What was meant for one server is
 * not shown to another: a redirect that would take a body there is given back as it is.
 */
export async function guardedFetch(
  { agent, guard }: { agent: Agent; guard: Guard },
  target: string | URL,
  init: RequestInit,
  bounds: Bounds,
): Promise<Response> {
  const given = init.signal ? native(init.signal) : undefined
  const signal = AbortSignal.any([...(given ? [given] : []), AbortSignal.timeout(bounds.timeoutMs)])
  try {
    return bounded(await follow(agent, guard, target, init, signal, bounds.maxRedirects), bounds.maxBytes)
  } catch (error) {
    if (given?.aborted) throw error
    throw signal.aborted ? new EgressError('timeout', error) : asEgressError(causeOf(error))
  }
}

async function follow(
  agent: Agent,
  guard: Guard,
  target: string | URL,
  { signal: _, ...init }: RequestInit,
  signal: AbortSignal,
  maxRedirects: number,
): Promise<Answer> {
  let url = guard.check(String(target))
  // The platform makes bytes and headers of every kind of body.
  const whole = new Request(url, { ...init, ...(init.body ? { duplex: 'half' } : {}) })
  let { method } = whole
  let headers = sendable(Object.fromEntries(whole.headers))
  const isText = typeof init.body === 'string' || init.body instanceof URLSearchParams
  let body = (isText ? String(init.body) : whole.body) as NonNullable<Sent['body']> | null
  for (let redirects = 0; ; redirects += 1) {
    const answer = await fetch(url, { method, headers, body, signal, redirect: 'manual', dispatcher: agent, duplex: 'half' })
    const location = answer.headers.get('location')
    if (location === null || ![301, 302, 303, 307, 308].includes(answer.status) || init.redirect === 'manual') return answer
    const next = guard.check(location, url)
    const asksAgain = answer.status === 303 || (answer.status < 303 && method === 'POST')
    // A stream has been read; and what it holds, or a text, was meant for this server.
    if (body !== null && !asksAgain && (next.origin !== url.origin || !isText)) return answer
    await answer.body?.cancel()
    if (init.redirect === 'error' || redirects === maxRedirects) throw new EgressError('too-many-redirects')
    if (asksAgain) [method, body, headers] = ['GET', null, withoutContent(headers)]
    if (next.origin !== url.origin) headers = forOthers(headers)
    url = next
  }
}

/** The platform's answer, whose body breaks off once it is longer, unpacked, than `maxBytes`. */
function bounded({ status, statusText, headers, body }: Answer, maxBytes: number): Response {
  let passed = 0
  const atMost = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      passed += chunk.length
      if (passed > maxBytes) controller.error(new EgressError('too-large'))
      else controller.enqueue(chunk)
    },
  })
  const told = { status, statusText, headers: [...headers] }
  return new Response((body as ReadableStream<Uint8Array> | null)?.pipeThrough(atMost) ?? null, told)
}

/** Libraries bring signals of their own make, which the platform does not take. */
function native(signal: AbortSignal): AbortSignal {
  if (signal instanceof AbortSignal) return signal
  const { aborted, reason }: Pick<AbortSignal, 'aborted' | 'reason'> = signal
  if (aborted) return AbortSignal.abort(reason)
  const ours = new AbortController()
  const foreign: Pick<AbortSignal, 'addEventListener' | 'reason'> = signal
  foreign.addEventListener('abort', () => ours.abort(foreign.reason), { once: true })
  return ours.signal
}

/** `fetch` fails with a sentence of its own around what went wrong. */
const causeOf = (error: unknown): unknown => (error instanceof TypeError && error.cause ? error.cause : error)
