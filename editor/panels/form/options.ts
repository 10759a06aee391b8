import type { LocalisedText, LocalisedWords } from '#schemas/text.ts'

/** One thing a customer can pick, as menus keep it. The `id` is the name of its way out and never changes. */
export interface Option {
  id: string
  label: LocalisedText
  description?: LocalisedText
  synonyms?: LocalisedWords
}

/** The list with one thing taken from one place to another. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

/** How many synonyms an option has, in all languages. */
export const countWords = (words: LocalisedWords | undefined): number =>
  Object.values(words ?? {}).reduce((sum, list) => sum + list.length, 0)
