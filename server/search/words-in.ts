import { normalise } from '#schemas/word-forms.ts'

/** A word as it is compared, and where in the text it stands. */
interface WordAt {
  word: string
  from: number
  to: number
}

const longest = 40

/** Scripts that are written without spaces, and whose words no two dictionaries cut alike: every two characters are one. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}々ー]+/gu
/** Thai and its neighbours have dictionaries; for all others this cuts at spaces and signs. */
const segmenter = new Intl.Segmenter('th', { granularity: 'word' })
const isAscii = /^[\0-\x7f]*$/
const asciiWord = /[a-z0-9]+(?:'[a-z]+)*/gi
const hasLetter = /[\p{L}\p{N}]/u
/** Groups of digits that are one number: a phone, an order. */
const numberInGroups = /\+?\d[\d ().-]{3,22}\d/g

/** The words of a text, in the way they are compared: without case, accents and signs. */
export function wordsIn(text: string): WordAt[] {
  const found: WordAt[] = []
  let at = 0
  for (const { 0: run, index } of text.matchAll(unspaced)) {
    spaced(text.slice(at, index), at, found)
    pairs(run, index, found)
    at = index + run.length
  }
  spaced(text.slice(at), at, found)
  return found
}

/** A number that is written in groups, as one: `+852 9000 1234` is `85290001234`. */
export function numbersIn(text: string): WordAt[] {
  return [...text.matchAll(numberInGroups)].flatMap(({ 0: written, index }) => {
    const word = written.replace(/\D/g, '')
    return word.length === written.length || word.length > 20 ? [] : [{ word, from: index, to: index + written.length }]
  })
}

function spaced(text: string, offset: number, found: WordAt[]): void {
  if (isAscii.test(text)) {
    for (const { 0: segment, index } of text.matchAll(asciiWord)) add(segment, offset + index, found)
    return
  }
  for (const { segment, index, isWordLike } of segmenter.segment(text)) if (isWordLike) add(segment, offset + index, found)
}

function add(segment: string, from: number, found: WordAt[]): void {
  const to = from + segment.length
  for (const word of normalise(segment).split(' '))
    if (hasLetter.test(word)) found.push({ word: word.slice(0, longest), from, to })
}

/** One character alone is a word of its own. */
function pairs(run: string, offset: number, found: WordAt[]): void {
  const characters = [...run]
  let from = offset
  for (let n = 0; n < Math.max(1, characters.length - 1); n++) {
    const pair = characters.slice(n, n + 2).join('')
    found.push({ word: normalise(pair), from, to: from + pair.length })
    from += (characters[n] as string).length
  }
}
