import { cleaned } from './clean.ts'

/** A pattern that an author wrote, read once. */
export interface Pattern {
  /** Whether it is the whole text. */
  matches(text: string): boolean
  /** The one part of a text that it fits, as it was written; null for none and for several. */
  find(text: string): string | null
  /** A text that it fits, for the author to see what was written: HK-1234. */
  example: string
}

/**
 * Patterns are not regular expressions: nobody should need to know those, and one of them can keep a server busy for minutes. `9` is a
 * digit, `A` a letter, `*` either; `?` after a sign makes it optional, `+` lets it repeat; `|` stands between two patterns; everything
 * else, and what stands after `\\`, is itself. Capitals, the width of letters and the script of digits do not matter. Takes time in
 * proportion to text × pattern, both of which are bounded. Null for a pattern that says nothing.
 */
export function patternOf(source: string): Pattern | null {
  const known = patterns.get(source)
  if (known !== undefined) return known
  if (patterns.size >= 2000) patterns.clear()
  const made = compile(source)
  patterns.set(source, made)
  return made
}
const patterns = new Map<string, Pattern | null>()

/** A sign, and whether it may be missing or repeat. */
interface Sign {
  fits(letter: string): boolean
  /** What stands for it in an example; the next of its kind where there are several. */
  shown: string
  optional: boolean
  repeats: boolean
}

function compile(source: string): Pattern | null {
  const ways = alternativesOf(source)
  if (ways.length === 0 || ways.some((signs) => signs.every(({ optional }) => optional))) return null
  const matches = (text: string): boolean => {
    const letters = [...foldedForPattern(text)]
    return ways.some((signs) => isAll(signs, letters))
  }
  return {
    matches,
    example: exampleOf(ways[0] as Sign[]),
    find(text) {
      const said = cleaned(text)
      if (matches(said)) return said
      const parts = [...(said.match(codes) ?? []), ...said.split(' ')].map((part) => part.replace(tail, ''))
      const words = new Set(parts.flatMap((part) => [part, part.replace(head, '')].find(matches) ?? []))
      return words.size === 1 ? ([...words][0] as string) : null
    },
  }
}

/** What codes are made of, also between letters of other scripts. */
const codes = /[A-Za-z0-9#(][A-Za-z0-9\-_./()#]*/g
const head = /^[(#]+/
const tail = /(?<![.,:;!?/_-])[.,:;!?/_-]+$/

export const foldedForPattern = (text: string): string => cleaned(text).toUpperCase()

/** All signs at once, one letter after another: there is nothing to go back to. */
function isAll(signs: Sign[], letters: string[]): boolean {
  let at = skipped(signs, new Set([0]))
  for (const letter of letters) {
    const next = new Set<number>()
    for (const index of at) {
      const sign = signs[index]
      if (!sign?.fits(letter)) continue
      next.add(index + 1)
      if (sign.repeats) next.add(index)
    }
    if (next.size === 0) return false
    at = skipped(signs, next)
  }
  return at.has(signs.length)
}

/** With every place that is reached by leaving optional signs out. A set that grows is walked to its end. */
function skipped(signs: Sign[], at: Set<number>): Set<number> {
  for (const index of at) if (signs[index]?.optional) at.add(index + 1)
  return at
}

function alternativesOf(source: string): Sign[][] {
  const ways: Sign[][] = [[]]
  const letters = [...foldedForPattern(source.slice(0, 200))]
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string
    const last = ways.at(-1) as Sign[]
    const before = last.at(-1)
    if (letter === '|') ways.push([])
    else if (letter === '?' && before) before.optional = true
    else if (letter === '+' && before) before.repeats = true
    else if (letter === '\\' && at + 1 < letters.length) last.push(one(letters[++at] as string))
    else last.push(kinds[letter] ? { ...kinds[letter], optional: false, repeats: false } : one(letter))
  }
  return ways.map(asCleaned).filter((signs) => signs.length > 0)
}

/** A cleaned text has no spaces at its ends and none beside another: "A9 | 9A" is meant as "A9|9A". */
function asCleaned(signs: Sign[]): Sign[] {
  const isSpace = (sign: Sign | undefined) => sign?.shown === ' '
  const kept = signs.filter((sign, at) => !isSpace(sign) || (at > 0 && !isSpace(signs[at - 1])))
  return isSpace(kept.at(-1)) ? kept.slice(0, -1) : kept
}

/** Every sign once, digits and letters in their order, so that one sees which is which. */
function exampleOf(signs: Sign[]): string {
  const taken = new Map<string, number>()
  return signs
    .map(({ shown }) => {
      const nth = taken.get(shown) ?? 0
      taken.set(shown, nth + 1)
      return shown.length > 1 ? shown[nth % shown.length] : shown
    })
    .join('')
}

const one = (wanted: string): Sign => ({ fits: (letter) => letter === wanted, shown: wanted, optional: false, repeats: false })
const kinds: Record<string, Pick<Sign, 'fits' | 'shown'>> = {
  '9': { fits: (letter) => letter >= '0' && letter <= '9', shown: '1234567890' },
  A: { fits: (letter) => /\p{L}/u.test(letter), shown: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
  '*': { fits: (letter) => /[\p{L}\p{N}]/u.test(letter), shown: 'X7Y8Z9' },
}
