import { ownHeaders } from '#schemas/own-headers.ts'

export type Headers = Record<string, string>

const filtered = (headers: Headers, stays: (name: string) => boolean): Headers => {
  const left: Headers = {}
  for (const name in headers) if (stays(name)) left[name] = headers[name] as string
  return left
}

/** What another server may be told. */
const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent'])

/** What is left for another server: keys meant for one, under whatever name, are not shown to the next. */
export const forOthers = (headers: Headers): Headers => filtered(headers, (name) => harmless.has(name))

/** For a request that goes on without its body. */
export const withoutContent = (headers: Headers): Headers => filtered(headers, (name) => name !== 'content-type')

/** What a caller may send of these, under names in small letters. */
export function sendable(headers: Headers): Headers {
  const sent: Headers = {}
  for (const name in headers) {
    const lower = name.toLowerCase()
    if (!ownHeaders.has(lower)) sent[lower] = headers[name] as string
  }
  sent['accept-encoding'] = 'identity'
  return sent
}
