import type { FilledPart, FilledPlace } from './contract.ts'

/**
 * A value in the name of the server is no part of a name, one would lead out of its place in the path, or one that the path needs is
 * empty.
 */
export const addressRefusals = ['out-of-host', 'out-of-path', 'empty-in-path'] as const
export type AddressRefusal = (typeof addressRefusals)[number]

/** A filled address, and why it must not be called: a value would lead elsewhere than the author wrote. */
export interface FilledAddress {
  url: string
  refusal?: AddressRefusal
}

/**
 * The address with each value escaped by where it stands: in a path it is one segment, in the query one value, in the host a part of
 * its name. What no escaping can keep in its place is refused: `..` climbs out of a path even as `%2e%2e`, text at the end of a name
 * makes it another's, and an empty segment asks for everything. A value with which the address begins is an address itself and stays.
 */
export function inUrl(parts: FilledPart[]): FilledAddress {
  let url = ''
  let refusal: AddressRefusal | undefined
  const inPath: number[] = []
  for (const [i, part] of parts.entries()) {
    if (typeof part === 'string') url += part
    else {
      const where = placeAfter(url)
      if (where === 'path') inPath.push(url.length)
      if (where === 'path' && steps.test(asSent(part))) refusal ??= 'out-of-path'
      if (where === 'host' && !hostPart.test(part.text)) refusal ??= 'out-of-host'
      if (where === 'host' && part.text !== '' && endsName(url, parts[i + 1])) refusal ??= 'out-of-host'
      url += where === 'start' || where === 'host' ? part.text : encoded(part)
    }
  }
  const segments = inPath.map((at) => segmentAt(url, at))
  if (segments.some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) refusal ??= 'out-of-path'
  if (segments.includes('')) refusal ??= 'empty-in-path'
  return { url: url.trim(), ...(refusal ? { refusal } : {}) }
}

/** As the value of a form or a query; what the author has escaped already stays as it is. */
export const encoded = ({ text, escaped }: FilledPlace): string => (escaped === 'url_encode' ? text : inQuery(text))

/** Total: half of a pair of UTF-16 is no letter. */
export const inQuery = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '�'))

/** `../` and `./`, which some servers read before and some after they undo escapes. */
const steps = /(^|[/\\])\.{1,2}[/\\]|[/\\]\.{1,2}$/

/** What a server that undoes escapes would read; only what the author has escaped already holds any. */
const asSent = ({ text, escaped }: FilledPlace): string =>
  escaped === 'url_encode' ? text.replace(/%2f/gi, '/').replace(/%5c/gi, '\\').replace(/%2e/gi, '.') : text

/** Whether a value after `url` would be glued to the end of the server's name. */
const endsName = (url: string, next: FilledPart | undefined): boolean =>
  /[\p{L}\p{M}\p{N}_-]$/u.test(url) && (next === undefined || (typeof next === 'string' && /^([/\\?#]|\s*$)/.test(next)))

type Where = 'start' | 'host' | 'path' | 'query'

/** What the next value would be a part of. */
function placeAfter(url: string): Where {
  if (url.trim() === '') return 'start'
  if (/^\s*[a-z][a-z0-9+.-]*:[/\\]*[^/\\?#]*$/i.test(url)) return 'host'
  return /[?#]/.test(url) ? 'query' : 'path'
}

/** Also with the port, where the rest of an address has none. */
const hostPart = /^[\p{L}\p{M}\p{N}._-]*(:\d{1,5})?$/u

/** The segment of the path that a value at `at` is in. */
function segmentAt(url: string, at: number): string {
  const begin = Math.max(url.lastIndexOf('/', at - 1), url.lastIndexOf('\\', at - 1)) + 1
  return /^[^/\\?#]*/.exec(url.slice(begin).trimEnd())?.[0] ?? ''
}
