import type { FilledPart } from '../contract.ts'
import { encoded } from '../in-url.ts'
import { type Part, withJsonFields } from '../request-parts.ts'
import { inJson } from './in-json.ts'

/** What a body is, as far as its values have to be escaped for it. */
type Kind = 'json' | 'form' | 'xml' | undefined

/**
 * A filled body with each value escaped as its kind of content needs it; kinds that have no rule are filled as they are. With `fields`
 * it is JSON; undefined where it is no object, so that they do not fit in.
 */
export function requestBody(parts: FilledPart[], contentType: string | undefined, fields: Part[] = []): string | undefined {
  if (fields.length > 0) return withJsonFields(inJson(parts), fields)
  switch (kindOf(parts, contentType)) {
    case 'json':
      return inJson(parts)
    case 'form':
      return joined(parts, encoded)
    case 'xml':
      return joined(parts, ({ text }) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`))
    default:
      return joined(parts, ({ text }) => text)
  }
}

/** What a body is sent as for which the author gave no `Content-Type`. */
export function typeOf(parts: FilledPart[], fields: Part[]): string {
  const kind = fields.length > 0 ? 'json' : kindOf(parts, undefined)
  return kind === 'form' ? formType : 'application/json'
}

const formType = 'application/x-www-form-urlencoded'

/**
 * By the author's header. Without one it is JSON that we send, unless its first word cannot be, or a form where the whole of it is one. And
 * what is JSON with any value in it is JSON, whatever it is called: some services want it as plain text.
 */
function kindOf(parts: FilledPart[], contentType: string | undefined): Kind {
  if (contentType === undefined) return beginsAsJson(parts) ? 'json' : isForm(parts) ? 'form' : undefined
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/[/+]json$/.test(type)) return 'json'
  if (/[/+]xml$/.test(type)) return 'xml'
  if (type === formType) return 'form'
  return isJsonAround(parts) ? 'json' : undefined
}

function beginsAsJson(parts: FilledPart[]): boolean {
  const first = parts.find((part) => typeof part !== 'string' || part.trim() !== '')
  return typeof first !== 'string' || /^\s*["{[]/.test(first)
}

/** The author's own words are an object or a list around the values. */
function isJsonAround(parts: FilledPart[]): boolean {
  if (typeof parts[0] !== 'string' || !/^\s*[{[]/.test(parts[0])) return false
  try {
    JSON.parse(inJson(parts.map((part) => (typeof part === 'string' ? part : { value: 0, text: '0' }))))
    return true
  } catch {
    return false
  }
}

/** The author's own words are `name=` and nothing else around the values, with `&` between them. */
const isForm = (parts: FilledPart[]): boolean => /^\s*[^\s=&]+=[^\s=&]*(&[^\s=&]+=[^\s=&]*)*\s*$/.test(joined(parts, () => 'x'))

const joined = (parts: FilledPart[], escaped: (place: Exclude<FilledPart, string>) => string): string =>
  parts.map((part) => (typeof part === 'string' ? part : escaped(part))).join('')
