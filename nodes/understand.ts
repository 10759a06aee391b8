import type { IncomingContent } from '#schemas/message.ts'
import type { Language, LocalisedText } from '#schemas/text.ts'
import { normalise } from './normalise.ts'

/** One of the things a customer may pick, with every way to say it. */
export interface Pickable {
  id: string
  label: LocalisedText
  synonyms?: Record<Language, readonly string[]>
}

export interface Understood {
  id: string
  /** tapped: a button · label: its own words · number: its place in the list · within: its words among others */
  by: 'tapped' | 'label' | 'number' | 'within'
  /** What was typed, when it was typed. */
  typed?: string
}

/**
 * Which of `picks` an answer means; null when none or more than one. `languages` are tried in order, the contact's own first,
 * then any other a label is written in. Without `freely` only a tap, a number or the exact label counts.
 */
export function understand(
  content: IncomingContent,
  picks: readonly Pickable[],
  { languages, freely = true }: { languages: readonly Language[]; freely?: boolean },
): Understood | null {
  if (content.kind === 'choice' && picks.some(({ id }) => id === content.id)) return { id: content.id, by: 'tapped' }
  const typed = textOf(content)
  const said = normalise(typed)
  if (said === '') return null

  const tiers = phrasesByLanguage(picks, languages, freely)
  for (const phrases of tiers) {
    const equal = new Set(phrases.filter((phrase) => phrase.words === said).map(({ id }) => id))
    if (equal.size > 0) return only(equal, 'label', typed)
  }
  const numbered = /^\d{1,3}$/.test(said) ? picks[Number(said) - 1] : undefined
  if (numbered) return { id: numbered.id, by: 'number', typed }
  if (!freely) return null
  const isBoundary = boundariesOf(said)
  for (const phrases of tiers) {
    const found = within(said, phrases, isBoundary)
    if (found.size > 0) return only(found, 'within', typed)
  }
  return null
}

/** The words of an answer: what was typed, a foreign button's label, or a picture's caption. Empty for everything else. */
export function textOf(content: IncomingContent): string {
  if (content.kind === 'text' || content.kind === 'order') return content.text
  if (content.kind === 'choice') return content.label
  return content.kind === 'media' ? (content.caption ?? '') : ''
}

/** Whether a normalised text holds a normalised phrase as whole words, also in scripts that write no spaces. */
export function holdsPhrase(text: string, phrase: string): boolean {
  return phrase !== '' && text.includes(phrase) && spansOf(text, phrase, boundariesOf(text)).length > 0
}

interface Phrase {
  id: string
  words: string
}

/** What the picks may be called, normalised, one tier per language. */
function phrasesByLanguage(picks: readonly Pickable[], languages: readonly Language[], freely: boolean): Phrase[][] {
  const written = picks.flatMap(({ label, synonyms = {} }) => [...Object.keys(label), ...(freely ? Object.keys(synonyms) : [])])
  return [...new Set([...languages, ...written])].map((language) =>
    picks.flatMap(({ id, label, synonyms }) =>
      [label[language] ?? '', ...((freely && synonyms?.[language]) || [])]
        .map((words) => ({ id, words: known(words) }))
        .filter(({ words }) => words !== ''),
    ),
  )
}

const normalised = new Map<string, string>()

/** An author's words normalised: the same few at every answer, so they are kept. */
function known(words: string): string {
  const kept = normalised.get(words)
  if (kept !== undefined) return kept
  if (normalised.size >= 20_000) normalised.clear()
  const plain = normalise(words)
  normalised.set(words, plain)
  return plain
}

/** The ids of all phrases in a text, without those that are only a part of a longer one: “my order” inside “track my order”. */
function within(text: string, phrases: readonly Phrase[], isBoundary: Boundary): Set<string> {
  const spans = phrases.flatMap(({ id, words }) => spansOf(text, words, isBoundary).map((span) => ({ id, ...span })))
  const longest = spans.filter(
    (span) => !spans.some(({ from, to }) => from <= span.from && to >= span.to && to - from > span.to - span.from),
  )
  return new Set(longest.map(({ id }) => id))
}

type Boundary = (index: number) => boolean

function spansOf(text: string, phrase: string, isBoundary: Boundary): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (let from = text.indexOf(phrase); from >= 0; from = text.indexOf(phrase, from + 1)) {
    const to = from + phrase.length
    if (isBoundary(from) && isBoundary(to)) spans.push({ from, to })
  }
  return spans
}

const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Where words begin and end. Only scripts without spaces pay for the dictionary, and only when somebody asks. */
function boundariesOf(text: string): Boundary {
  const atSpace = (index: number) => index === 0 || index === text.length || text[index] === ' ' || text[index - 1] === ' '
  if (!withoutSpaces.test(text)) return atSpace
  let starts: Set<number> | undefined
  return (index) => {
    starts ??= new Set(Array.from(segmenter.segment(text), (segment) => segment.index))
    return atSpace(index) || starts.has(index)
  }
}

const only = (ids: Set<string>, by: Understood['by'], typed: string): Understood | null =>
  ids.size === 1 ? { id: ids.values().next().value as string, by, typed } : null
