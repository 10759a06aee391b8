import type { IncomingContent } from '#schemas/message.ts'
import type { Language, LocalisedText } from '#schemas/text.ts'
import type { WordForms } from '#schemas/word-forms.ts'
import { alsoCalled } from './also-called.ts'
import { formsOf, hasOwnMarks } from './forms.ts'
import { numberIn, numbersOf } from './number-words.ts'
import { bookOf, type Called, known, type Phrase } from './phrases.ts'
import { withoutPoliteness } from './polite.ts'
import { boundariesOf, isEither, mentioned, readerOf, spansOf, within } from './within.ts'

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
 * Which of `picks` an answer means; null when none or more than one: in doubt it is better to ask again. `languages` are tried in order,
 * the contact's own first, then any other a label is written in. Without `freely` only a tap, a number or the exact label counts. `numbered`:
 * they were shown with their numbers.
 */
export function understand(
  content: IncomingContent,
  picks: readonly Pickable[],
  { languages, freely = true, numbered = false }: { languages: readonly Language[]; freely?: boolean; numbered?: boolean },
): Understood | null {
  if (content.kind === 'choice' && picks.some(({ id }) => id === content.id)) return { id: content.id, by: 'tapped' }
  const typed = textOf(content)
  const said = formsOf(typed)
  if (said.exact === '') return null
  const understood = (ids: Set<string>, by: Understood['by']): Understood | null =>
    ids.size === 1 ? { id: ids.values().next().value as string, by, typed } : null

  const tiers = phrasesByLanguage(picks, languages, freely)
  // The sign of −1 is no sign of a sentence.
  if (belowZero.test(said.exact)) return understood(calledLike(said, tiers, ['exact']), 'label')
  const called = calledLike(said, tiers)
  if (called.size > 0) return understood(called, 'label')
  const bare = withoutPoliteness(said.marked)
  const spoken = tiers.map(({ language }) => language)
  const number = numberIn(bare, spoken)
  const counted = number === undefined ? undefined : byNumber(number, picks, tiers, numbered)
  if (counted) return { ...counted, typed }
  if (!freely) return null
  if (bare !== said.marked) {
    const meant = calledLike(formsOf(bare), tiers)
    if (meant.size > 0) return understood(meant, 'within')
  }
  for (const form of ['marked', 'folded'] as const) {
    const text = readerOf(said, form)
    for (const tier of tiers) {
      const found = within(text, tier.picks)
      if (found) return understood(found, 'within')
    }
  }
  const meant = alsoCalled(bare, typed, tiers)
  if (meant.size === 0) return null
  const text = readerOf(said, 'marked')
  const others = tiers.some(({ picks }) => [...mentioned(text, picks)].some((id) => !meant.has(id)))
  return others || isEither(text) ? null : understood(meant, 'within')
}

/** The words of an answer: what was typed, a foreign button's label, or a picture's caption. Empty for everything else. */
export function textOf(content: IncomingContent): string {
  if (content.kind === 'text' || content.kind === 'order') return content.text
  if (content.kind === 'choice') return content.label
  return content.kind === 'media' ? (content.caption ?? '') : ''
}

/** What the picks may be called in one language. */
interface Tier {
  language: Language
  picks: Called[]
}

function phrasesByLanguage(picks: readonly Pickable[], languages: readonly Language[], freely: boolean): Tier[] {
  const written = picks.flatMap(({ label, synonyms = {} }) => [...Object.keys(label), ...(freely ? Object.keys(synonyms) : [])])
  return [...new Set([...languages, ...written])].map((language) => ({
    language,
    picks: picks.map(({ id, label, synonyms }) => {
      const words = freely ? synonyms?.[language] : undefined
      return { id, label: label[language] ? known(label[language]) : undefined, synonyms: words && bookOf(words) }
    }),
  }))
}

const forms = ['exact', 'marked', 'folded'] as const

/** Whom a whole answer names: as it is written first, then by its words, then by its words without marks. */
function calledLike(said: WordForms, tiers: readonly Tier[], how: readonly (keyof WordForms)[] = forms): Set<string> {
  const marks = hasOwnMarks(said)
  const agrees = (phrase: Phrase) => !(marks && phrase.ownMarks)
  for (const form of how)
    for (const tier of tiers) {
      const ids = new Set<string>()
      for (const { id, label, synonyms } of tier.picks) {
        const called =
          (label?.[form] === said[form] && (form !== 'folded' || agrees(label))) ||
          (form === 'folded' ? synonyms?.folded.get(said.folded)?.some(agrees) : synonyms?.[form].has(said[form]))
        if (called) ids.add(id)
      }
      if (ids.size > 0) return ids
    }
  return new Set()
}

const belowZero = /^[-−–]\s?\d/

/**
 * Who is meant by a number: the label that says it, else the place in the list. Places are no answer where the labels are numbers
 * themselves: “1” of 3, 2 and 4 nights is none of them, unless they are shown with numbers; there, and in lists of more than ten, the two
 * must agree.
 */
function byNumber(
  number: number,
  picks: readonly Pickable[],
  tiers: readonly Tier[],
  numbered: boolean,
): Pick<Understood, 'id' | 'by'> | undefined {
  const placed = picks[number - 1]
  const labels = picks.map(({ id }, index) => {
    const label = tiers.find((tier) => tier.picks[index]?.label)?.picks[index]?.label
    return { id, ...numbersOf(label?.marked ?? '') }
  })
  const leading = labels.filter(({ numbers, leads }) => leads && numbers[0] === number)
  const holding = leading.length > 0 ? leading : labels.filter(({ numbers }) => numbers.includes(number))
  const isSeries =
    labels.every(({ numbers }) => numbers.length > 0) || labels.filter(({ leads }) => leads).length * 2 > labels.length
  if (holding.length === 0) return placed && (numbered || !isSeries) ? { id: placed.id, by: 'number' } : undefined
  const [named] = holding
  if (holding.length > 1 || !named) return undefined
  if (named.id === placed?.id) return { id: named.id, by: 'number' }
  const clashes = placed !== undefined && (numbered || picks.length > 10 || (!isSeries && leading.length === 0))
  return clashes ? undefined : { id: named.id, by: 'label' }
}

/** Whether a normalised text holds a normalised phrase as whole words, also in scripts that write no spaces. */
export function holdsPhrase(text: string, phrase: string): boolean {
  return phrase !== '' && text.includes(phrase) && spansOf(text, phrase, boundariesOf(text)).length > 0
}
