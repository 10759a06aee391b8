import type { DoctorFacts } from './facts.ts'

/**
 * What the placeholders of one flow may weigh together, in characters: reading that many takes about a second at worst, and a
 * thousand messages in five languages have fewer.
 */
const mostWeight = 400_000
/** A short placeholder takes as long to read as one of so many characters. */
const leastOfPlace = 20

type Reading = Pick<DoctorFacts, 'checkTemplate' | 'variablesIn'>

/** Facts for one examination, in which equal texts weigh once; a text for which no weight is left is not read, and that is its problem. */
export function readWithin<Facts extends Reading>(facts: Facts): Facts {
  const unread: Reading = {
    checkTemplate: () => 'this flow has more placeholders than can be read, and these were not',
    variablesIn: () => [],
  }
  const known = new Map<string, Reading>()
  let left = mostWeight
  const readingOf = (text: string): Reading => {
    const before = known.get(text)
    if (before) return before
    const weight = weightOf(text)
    const reading = weight > left ? unread : facts
    if (reading === facts) left -= weight
    known.set(text, reading)
    return reading
  }
  return {
    ...facts,
    checkTemplate: (text) => readingOf(text).checkTemplate(text),
    variablesIn: (text) => readingOf(text).variablesIn(text),
  }
}

function weightOf(text: string): number {
  let weight = 0
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const close = { '{': '}}', '%': '%}' }[text.charAt(at + 1)]
    const end = close ? endOfPlace(text, at + 2, close) : at + 1
    if (close) weight += Math.max(end - at, leastOfPlace)
    at = end
  }
  return weight
}

/** Behind the bracket that closes a place; one in quotes closes nothing. */
function endOfPlace(text: string, from: number, close: string): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at)
    if (quote) {
      if (char === '\\') at++
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (text.startsWith(close, at)) return at + close.length
  }
  return text.length
}
