import { groupBy } from '#schemas/group-by.ts'
import type { WordForms } from '#schemas/word-forms.ts'
import { formsOf, hasOwnMarks, writesNoSpaces } from './forms.ts'

/** A way to say a pick, ready to be compared. */
export interface Phrase extends WordForms {
  /** It counts among other words. One letter does not, nor does a number: “I waited 5 minutes” gives no five stars. */
  amongOthers: boolean
  /** One word with Latin marks of its own. */
  ownMarks: boolean
}

/** A list of synonyms in which a whole answer is found in one look-up, and what a text may hold by the text's own words. */
export interface PhraseBook {
  all: Phrase[]
  exact: Set<string>
  marked: Set<string>
  folded: Map<string, Phrase[]>
  byFirst: Record<'marked' | 'folded', Map<string, Phrase[]>>
}

/** What one pick is called in one language. */
export interface Called {
  id: string
  label: Phrase | undefined
  synonyms: PhraseBook | undefined
}

const phrases = new Map<string, Phrase>()

/** An author's words ready to be compared: the same few at every answer, so they are kept. */
export function known(words: string): Phrase {
  const kept = phrases.get(words)
  if (kept !== undefined) return kept
  if (phrases.size >= 20_000) phrases.clear()
  const forms = formsOf(words)
  const phrase: Phrase = {
    ...forms,
    amongOthers: !/^[\d ]*$/.test(forms.folded) && ([...forms.folded].length > 1 || writesNoSpaces(forms.folded)),
    ownMarks: hasOwnMarks(forms),
  }
  phrases.set(words, phrase)
  return phrase
}

/** By the list itself: a published flow's lists never change, so each is read once. */
const books = new WeakMap<readonly string[], PhraseBook>()

export function bookOf(words: readonly string[]): PhraseBook {
  const kept = books.get(words)
  if (kept) return kept
  const all = words.map(known).filter(({ exact }) => exact !== '')
  const book: PhraseBook = {
    all,
    exact: new Set(all.map(({ exact }) => exact)),
    marked: new Set(all.map(({ marked }) => marked)),
    folded: groupBy(all, ({ folded }) => folded),
    byFirst: {
      marked: groupBy(all, ({ marked }) => firstOf(marked)),
      folded: groupBy(all, ({ folded }) => firstOf(folded)),
    },
  }
  books.set(words, book)
  return book
}

const firstOf = (words: string): string => words.split(' ', 1)[0] as string
