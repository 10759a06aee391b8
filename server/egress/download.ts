import { type Readable, Transform } from 'node:stream'
import type { Agent } from 'undici'
import { EgressError } from './error.ts'
import { isRedirect } from './exchange.ts'
import type { Guard } from './guard.ts'

/** An answer whose body is passed on as it comes. Whoever asked reads it to its end or destroys it. */
export interface Download {
  status: number
  type: string | undefined
  /** In bytes, as far as the server says it. */
  size: number | undefined
  body: Readable
}

/** `url` with these headers; the body breaks off with `EgressError` once it is longer than `maxBytes`. */
export interface DownloadRequest {
  url: string
  headers: Record<string, string>
  maxBytes: number
}

/** The server may be silent for this long; all of it may take that. */
const silentMs = 15_000
const longestMs = 10 * 60_000

/** Asks for a file that is too large to hold. What is sent along goes to the first server only. */
export async function download(agent: Agent, guard: Guard, request: DownloadRequest, maxRedirects: number): Promise<Download> {
  const signal = AbortSignal.timeout(longestMs)
  let url = guard.check(request.url)
  let { headers } = request
  for (let redirects = 0; ; redirects += 1) {
    const { origin, pathname, search } = url
    const times = { headersTimeout: silentMs, bodyTimeout: silentMs, signal }
    const answer = await agent.request({ origin, path: pathname + search, method: 'GET', headers, ...times })
    const { location, 'content-type': type, 'content-length': length } = answer.headers
    if (!isRedirect({ status: answer.statusCode, headers: answer.headers }) || typeof location !== 'string') {
      const size = typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : undefined
      if (size !== undefined && size > request.maxBytes) {
        answer.body.on('error', () => {}).destroy()
        throw new EgressError('too-large')
      }
      const body = answer.body.pipe(atMost(request.maxBytes))
      answer.body.on('error', (error) => body.destroy(error))
      body.on('close', () => answer.body.destroy())
      return { status: answer.statusCode, type: typeof type === 'string' ? type : undefined, size, body }
    }
    answer.body.on('error', () => {}).destroy()
    if (redirects === maxRedirects) throw new EgressError('too-many-redirects')
    const next = guard.check(location, url)
    if (next.origin !== origin) headers = {}
    url = next
  }
}

/** Lets so many bytes through. */
function atMost(bytes: number): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length
      if (passed > bytes) done(new EgressError('too-large'))
      else done(null, chunk)
    },
  })
}
