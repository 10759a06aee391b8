import type { FilledPart, FilledPlace } from './contract.ts'

/** A filled address, and why it must not be called: a value would lead elsewhere than the author wrote. */
export interface FilledAddress {
  url: string
  refusal?: string
}

/**
 * The address with each value escaped by where it stands: in a path it is one segment, in the query one value, in the host a part of
 * its name. What no escaping can keep in its place is refused: `..` climbs out of a path even as `%2e%2e`. A value with which the
 * address begins is an address itself and stays as it is.
 */
export function inUrl(parts: FilledPart[]): FilledAddress {
  let url = ''
  let refusal: string | undefined
  const inPath: number[] = []
  for (const part of parts) {
    if (typeof part === 'string') url += part
    else {
      const where = placeAfter(url)
      if (where === 'path') inPath.push(url.length)
      if (where === 'host' && !hostPart.test(part.text)) refusal ??= 'a value in the name of the server is no part of a name'
      url += where === 'start' || where === 'host' ? part.text : encoded(part)
    }
  }
  if (inPath.some((at) => climbs(url, at))) refusal ??= 'a value would lead out of its place in the path'
  return { url: url.trim(), ...(refusal ? { refusal } : {}) }
}

/** As the value of a form or a query; what the author has escaped already stays as it is. */
export const encoded = ({ text, escaped }: FilledPlace): string => (escaped === 'url_encode' ? text : inQuery(text))

/** Total: half of a pair of UTF-16 is no letter. */
export const inQuery = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '�'))

type Where = 'start' | 'host' | 'path' | 'query'

/** What the next value would be a part of. */
function placeAfter(url: string): Where {
  if (url.trim() === '') return 'start'
  if (/^\s*[a-z][a-z0-9+.-]*:[/\\]*[^/\\?#]*$/i.test(url)) return 'host'
  return /[?#]/.test(url) ? 'query' : 'path'
}

/** Also with the port, where the rest of an address has none. */
const hostPart = /^[\p{L}\p{M}\p{N}._-]*(:\d{1,5})?$/u

/** Whether the segment of the path that a value at `at` is in means "here" or "one up". */
function climbs(url: string, at: number): boolean {
  const begin = Math.max(url.lastIndexOf('/', at - 1), url.lastIndexOf('\\', at - 1)) + 1
  const segment = /^[^/\\?#]*/.exec(url.slice(begin).trimEnd())?.[0] ?? ''
  return /^(\.|%2e){1,2}$/i.test(segment)
}
