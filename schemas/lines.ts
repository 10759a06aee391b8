import { linksIn, type TextPart } from './links.ts'
import { directionOf, type Language } from './text.ts'

type Direction = ReturnType<typeof directionOf>

/** A piece of a line: a link, a code whose signs the words around must not turn about, or words. */
export interface LinePart extends TextPart {
  code?: true
}

export interface TextLine {
  /** Where it begins in the text. */
  at: number
  parts: LinePart[]
  /** Where it runs the other way than its text: a line of English in an Arabic message. */
  direction?: Direction
}

/**
 * A text in lines, each with its links and codes apart. A text runs as its language does, where that is known, else as its first
 * letter; a line without any letter that runs so runs the other way.
 */
export function linesIn(text: string, language?: Language): TextLine[] {
  const base = language ? directionOf(language) : runsAs(text)
  const turns = base === 'rtl' || rtl.test(text)
  let at = 0
  return text.split('\n').map((line) => {
    const begins = at
    at += line.length + 1
    const parts = linksIn(line).flatMap((part) => (part.href || !turns ? part : codesIn(part)))
    const direction = runsAs(line)
    const other = turns && direction !== undefined && direction !== base && !(base === 'rtl' ? rtl : ltr).test(line)
    return { at: begins, parts, ...(other ? { direction } : {}) }
  })
}

/** A text without links in pieces, its numbers, phones and codes apart. */
export function codesIn({ text, at }: TextPart): LinePart[] {
  let begins = at
  return text.split(codes).flatMap((part, n) => {
    const piece: LinePart = { at: begins, text: part, ...(n % 2 === 1 ? { code: true } : {}) }
    begins += part.length
    return part === '' ? [] : piece
  })
}

/** Numbers, phones and codes stand for themselves. */
const codes = /(\+?\d[\d\s().,:/-]*\d|(?<![A-Za-z0-9])[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)+)/

const rtl = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const ltr = /(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])\p{L}/u

/** As the first letter runs; undefined where there is none. */
function runsAs(text: string): Direction | undefined {
  const [right, left] = [text.search(rtl), text.search(ltr)]
  if (right < 0 && left < 0) return undefined
  return left < 0 || (right >= 0 && right < left) ? 'rtl' : 'ltr'
}
