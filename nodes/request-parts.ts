import { isLosslessNumber, parse, stringify } from 'lossless-json'
import { inQuery } from './in-url.ts'

/** A parameter of a query, or a field of a JSON body by the path of names that leads to it, such as `auth.key`. */
export interface Part {
  name: string
  value: string
}

/** An address with more in its query. What follows `#` stays behind: no server is sent it. */
export function withQuery(address: string, parts: readonly Part[]): string {
  if (parts.length === 0) return address
  const [before = ''] = address.split('#')
  const added = parts.map(({ name, value }) => `${inQuery(name)}=${inQuery(value)}`).join('&')
  const joint = !before.includes('?') ? '?' : /[?&]$/.test(before) ? '' : '&'
  return before + joint + added
}

/**
 * A JSON text with texts put into it by structure, so that nothing in them can end a string or begin a field; what is on the way and
 * missing is made, an empty text is an empty object, and numbers keep their digits. Undefined where the text is no JSON object.
 */
export function withJsonFields(json: string, parts: readonly Part[]): string | undefined {
  const body = json.trim() === '' ? {} : parsed(json)
  if (!isObject(body)) return undefined
  for (const { name, value } of parts) put(body, name.split('.'), value)
  return stringify(body)
}

function put(body: Record<string, unknown>, path: string[], value: string): void {
  let here = body
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(here, name) ? here[name] : undefined
    const next = isObject(inner) ? inner : {}
    own(here, name, next)
    here = next
  }
  own(here, path.at(-1) as string, value)
}

/** As a property of its own, whatever it is called. */
const own = (object: object, name: string, value: unknown): void => {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
}

function parsed(json: string): unknown {
  try {
    return parse(json)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
