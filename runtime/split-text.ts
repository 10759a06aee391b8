import type { Capabilities } from './channels/contract.ts'

export type TextLimit = Capabilities['text']

/** `text` in parts within the limit, cut where a reader would: between paragraphs, lines, sentences, words, at worst between graphemes. */
export function splitText(text: string, limit: TextLimit): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest !== '') {
    const fits = fittingLength(rest, limit)
    const cut = fits === rest.length ? fits : borderBefore(rest, fits)
    const part = rest.slice(0, cut).trimEnd()
    if (part) parts.push(part)
    rest = rest.slice(cut).trimStart()
  }
  return parts
}

/** `text` on one line within the limit, with … where it was cut. */
export function shorten(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= max) return line
  return `${line.slice(0, lastBorder(graphemes, line, max - 1)).trimEnd()}…`
}

export const measure = (text: string, unit: TextLimit['unit']): number => (unit === 'characters' ? text.length : utf8Length(text))

/** How many UTF-16 units of `text` are within the limit. */
function fittingLength(text: string, { max, unit }: TextLimit): number {
  if (unit === 'characters') return Math.min(text.length, max)
  let bytes = 0
  let length = 0
  for (const character of text) {
    bytes += utf8Length(character)
    if (bytes > max) break
    length += character.length
  }
  return length
}

const utf8 = new TextEncoder()
const utf8Length = (text: string): number => utf8.encode(text).length

const segmenter = (granularity: 'sentence' | 'word' | 'grapheme') => {
  let made: Intl.Segmenter | undefined
  // Word borders of Thai, Chinese and others come from the script, not from the locale; making one is slow.
  return () => {
    made ??= new Intl.Segmenter('en', { granularity })
    return made
  }
}
const sentences = segmenter('sentence')
const words = segmenter('word')
const graphemes = segmenter('grapheme')

/** The best place to cut at or before `max`. A border that would leave the part half empty is not worth it. */
function borderBefore(text: string, max: number): number {
  const enough = max / 2
  const paragraph = text.lastIndexOf('\n\n', max)
  if (paragraph > enough) return paragraph
  const line = text.lastIndexOf('\n', max)
  if (line > enough) return line
  for (const segments of [sentences, words]) {
    const border = lastBorder(segments, text, max)
    if (border > enough) return border
  }
  return lastBorder(graphemes, text, max) || wholeCharacters(text, max)
}

/** A little is read past `max`, so that what joins a grapheme or a word there is seen. */
function lastBorder(segments: () => Intl.Segmenter, text: string, max: number): number {
  let border = 0
  for (const { index } of segments().segment(text.slice(0, max + 32))) {
    if (index > max) break
    border = index
  }
  return border
}

/** For a "grapheme" longer than a whole message: at least no surrogate pair is torn. */
function wholeCharacters(text: string, max: number): number {
  const before = text.charCodeAt(max - 1)
  return max > 1 && before >= 0xd800 && before < 0xdc00 ? max - 1 : Math.max(1, max)
}
