import type { FilledPart } from '../contract.ts'
import { encoded } from '../in-url.ts'
import { type Part, withJsonFields } from '../request-parts.ts'
import { inJson } from './in-json.ts'

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

/** By the author's header; without one it is JSON that we send, unless its first word cannot be. */
function kindOf(parts: FilledPart[], contentType: string | undefined): 'json' | 'form' | 'xml' | undefined {
  if (contentType === undefined) return beginsAsJson(parts) ? 'json' : undefined
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/[/+]json$/.test(type)) return 'json'
  if (/[/+]xml$/.test(type)) return 'xml'
  return type === 'application/x-www-form-urlencoded' ? 'form' : undefined
}

function beginsAsJson(parts: FilledPart[]): boolean {
  const first = parts.find((part) => typeof part !== 'string' || part.trim() !== '')
  return typeof first !== 'string' || /^\s*["{[]/.test(first)
}

const joined = (parts: FilledPart[], escaped: (place: Exclude<FilledPart, string>) => string): string =>
  parts.map((part) => (typeof part === 'string' ? part : escaped(part))).join('')
