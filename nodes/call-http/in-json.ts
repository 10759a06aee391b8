import type { FilledPart, FilledPlace } from '../contract.ts'

/**
 * JSON with each value escaped by where it stands: between quotes it is text; elsewhere it is a JSON value of its own, a number or a
 * list as such, and text in quotes. What `| json` made outside of quotes stays as it is.
 */
export function inJson(parts: FilledPart[]): string {
  const isAlone = parts.every((part) => typeof part !== 'string' || part.trim() === '') && parts.filter(isPlace).length === 1
  let made = ''
  let place: Place = 'value'
  for (const part of parts) {
    if (typeof part === 'string') {
      made += part
      place = placeAfter(part, place)
    } else if (place === 'value') made += isAlone && isJson(part.text) ? part.text : jsonOf(part)
    else {
      // A backslash that the author left before the value would escape its first character.
      made += (place === 'escape' ? '\\' : '') + JSON.stringify(part.text).slice(1, -1)
      place = 'text'
    }
  }
  return made
}

/** Outside of quotes, between them, or between them behind a backslash. */
type Place = 'value' | 'text' | 'escape'

function placeAfter(words: string, from: Place): Place {
  let place = from
  for (const character of words) {
    if (place === 'escape') place = 'text'
    else if (character === '"') place = place === 'text' ? 'value' : 'text'
    else if (character === '\\' && place === 'text') place = 'escape'
  }
  return place
}

const isPlace = (part: FilledPart): boolean => typeof part !== 'string'

function jsonOf({ value, text, escaped }: FilledPlace): string {
  if (escaped === 'json') return text
  // Digits that a variable keeps as text, such as those of a very long number, are the number they are.
  if (typeof value === 'string') return scalar.test(value) ? value : JSON.stringify(value)
  return JSON.stringify(value ?? null)
}

/** https://www.rfc-editor.org/rfc/rfc8259#section-6, and the three names of section 3. */
const scalar = /^(-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null)$/

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
