import type { WordForms } from '#schemas/word-forms.ts'
import { denialsIn, isDenial, saysNoAlone } from './denials.ts'
import { formsOf, writesNoSpaces } from './forms.ts'
import type { Called, Phrase } from './phrases.ts'

/** A text in which phrases are looked for: what that needs is made when it is first asked for. */
export interface Reader {
  form: 'marked' | 'folded'
  words: string
  /** Its single words; undefined where words are written without spaces. */
  single: Set<string> | undefined
  isBoundary: Boundary
  denials(): ReturnType<typeof denialsIn>
  /** The words before its first comma or full stop. */
  firstClause(): string
  ownMarks: boolean
}

export function readerOf(said: WordForms, form: 'marked' | 'folded'): Reader {
  const words = said[form]
  let denials: ReturnType<typeof denialsIn> | null = null
  return {
    form,
    words,
    single: writesNoSpaces(words) ? undefined : new Set(words.split(' ')),
    isBoundary: boundariesOf(words),
    denials: () => {
      denials = denials === null ? denialsIn(words) : denials
      return denials
    },
    firstClause: () => formsOf(said.exact.split(pause, 1)[0] as string)[form],
    ownMarks: said.marked !== said.folded,
  }
}

const pause = /[,.;:!?،؛؟。，、；：！？…]/u

interface Span {
  id: string
  words: string
  from: number
  to: number
}

/**
 * The ids of all phrases in a text, without those that are only a part of a longer one (“my order” inside “track my order”) and those
 * that something denies (“not great”). Undefined when it holds none; empty when all are denied.
 */
export function within(text: Reader, picks: readonly Called[]): Set<string> | undefined {
  const spans: Span[] = []
  for (const pick of picks)
    for (const phrase of mayBeIn(text, pick)) {
      if (!phrase.amongOthers || (text.form === 'folded' && text.ownMarks && phrase.ownMarks)) continue
      const words = phrase[text.form]
      for (const span of spansOf(text.words, words, text.isBoundary)) spans.push({ id: pick.id, words, ...span })
    }
  if (spans.length === 0) return undefined
  const kept = longest(spans)
  const standing = kept.filter((span) => !isDenied(span, text) && !isOneOfTwo(span, text))
  const named = new Set(standing.map(({ id }) => id))
  // “XL or L”: a letter is no answer among other words, but it tells that two are meant.
  return named.size === 1 && [...mentioned(text, picks, kept)].some((id) => !named.has(id)) ? new Set() : named
}

/** The picks that are called by a letter or a number which stands in a text as a word, outside of the spans. */
export function mentioned(text: Reader, picks: readonly Called[], spans: readonly Span[] = []): Set<string> {
  const ids = new Set<string>()
  for (const { id, label, synonyms } of picks)
    for (const phrase of [...(label ? [label] : []), ...(synonyms?.all ?? [])]) {
      if (phrase.amongOthers || !text.words.includes(phrase.marked)) continue
      const outside = spansOf(text.words, phrase.marked, text.isBoundary).some(
        ({ from, to }) => !spans.some((span) => span.from <= from && span.to >= to),
      )
      if (outside) ids.add(id)
    }
  return ids
}

/** “Parcel or what”, L或XL: one of two things, one of which may have no name here. */
const isOneOfTwo = ({ from, to }: Span, { words }: Reader): boolean =>
  orBefore.test(words.slice(0, from)) || orAfter.test(words.slice(to))
const orWords = 'or|atau|hoặc|hoac|hay là|أو|او|oder'
const orBefore = new RegExp(`(?:^| )(?:${orWords})(?: (?:an?|the|size))? $|(?:或|或者|定係|定系|หรือ) ?$`, 'u')
const orAfter = new RegExp(`^ (?:${orWords}) |^ ?(?:或|還是|还是|定係|定系|หรือ(?!ยัง|ไม่|เปล่า))`, 'u')

/** Whether a text speaks of one thing or another. */
export const isEither = ({ words }: Reader): boolean => either.test(words)
const either = new RegExp(`(?:^| )(?:${orWords})(?: |$)|或|還是|还是|定係|定系|หรือ`, 'u')

/** The phrases whose first word the text holds; all of them where it shows no words. */
function* mayBeIn({ single, form }: Reader, { label, synonyms }: Called): Generator<Phrase> {
  if (label) yield label
  if (!synonyms) return
  if (single) for (const word of single) yield* synonyms.byFirst[form].get(word) ?? []
  else yield* synonyms.all
}

/** The spans that no longer one covers. */
function longest(spans: Span[]): Span[] {
  const inOrder = spans.toSorted((a, b) => a.from - b.from || b.to - a.to)
  let widest = { from: 0, to: -1 }
  return inOrder.filter(({ from, to }) => {
    const covered = widest.to > to || (widest.to === to && widest.from < from)
    if (to > widest.to) widest = { from, to }
    return !covered
  })
}

/** Something outside of it says no; or it says no itself, and that perhaps to something else than the question. */
function isDenied({ from, to, words }: Span, text: Reader): boolean {
  const denial = text.denials()
  if (!denial) return false
  if (denial.from < from || denial.to > to) return true
  if (!isDenial(words) || to - from === text.words.length) return false
  if (from > 0) return true
  return text.single ? !saysNoAlone(words) && text.firstClause() !== words : text.words[to] !== ' '
}

type Boundary = (index: number) => boolean

/** More of one phrase tell nothing new. */
const mostSpans = 20

export function spansOf(text: string, phrase: string, isBoundary: Boundary): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (let from = text.indexOf(phrase); from >= 0 && spans.length < mostSpans; from = text.indexOf(phrase, from + 1)) {
    const to = from + phrase.length
    if (isBoundary(from) && isBoundary(to)) spans.push({ from, to })
  }
  return spans
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Where words begin and end. Only scripts without spaces pay for the dictionary, and only when somebody asks. */
export function boundariesOf(text: string): Boundary {
  const atSpace = (index: number) => index === 0 || index === text.length || text[index] === ' ' || text[index - 1] === ' '
  if (!writesNoSpaces(text)) return atSpace
  let starts: Set<number> | undefined
  return (index) => {
    starts ??= new Set(Array.from(segmenter.segment(text), (segment) => segment.index))
    return atSpace(index) || starts.has(index)
  }
}
