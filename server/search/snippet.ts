import { numbersIn, wordsIn } from './words-in.ts'

/** A part of a text, and where in it the words stand that were searched for. */
interface Snippet {
  text: string
  marks: [from: number, to: number][]
}

const longest = 200
/** What is shown before the first word that was found. */
const before = 40

/** The part of a text where the words are; undefined when not one of them is in it. */
export function snippetOf(text: string, asked: readonly string[]): Snippet | undefined {
  const isAsked = (word: string): boolean =>
    asked.some((one) => word === one || (/\d/.test(word) && (word.startsWith(one) || word.endsWith(one))))
  const marks = [...wordsIn(text), ...numbersIn(text)]
    .filter(({ word }) => isAsked(word))
    .map(({ from, to }): [number, number] => [from, to])
  return marks.length === 0 ? undefined : around(text, joined(marks))
}

/** What begins like a word that was searched for: for names. */
export function nameSnippetOf(text: string, asked: readonly string[]): Snippet | undefined {
  const marks = [...wordsIn(text), ...numbersIn(text)]
    .filter(({ word }) => asked.some((one) => word.startsWith(one) || word.endsWith(one)))
    .map(({ from, to }): [number, number] => [from, to])
  return marks.length === 0 ? undefined : around(text, joined(marks))
}

function around(text: string, marks: [number, number][]): Snippet {
  const first = (marks[0] as [number, number])[0]
  const start = text.length <= longest ? 0 : between(text, Math.max(0, first - before))
  const end = between(text, Math.min(text.length, start + longest))
  const isCut = start > 0
  const shown = text.slice(start, end)
  const offset = (isCut ? 1 : 0) - start
  const inside = marks.filter(([, to]) => to <= end).map(([from, to]): [number, number] => [from + offset, to + offset])
  return { text: `${isCut ? '…' : ''}${shown}${end < text.length ? '…' : ''}`, marks: inside }
}

/** Not within a character of two halves. */
const between = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at)

/** In order, without what overlaps. */
function joined(marks: [number, number][]): [number, number][] {
  const all: [number, number][] = []
  for (const [from, to] of marks.sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}
