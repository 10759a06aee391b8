import { type WordForms, wordFormsOf } from '../word-forms.ts'

/** The path of the list whose item has its label at `path`: the label is what a customer picks. */
export const listOfOption = (path: string): string | undefined =>
  path.endsWith('/label') ? /^(.*)\/\d+\/label$/.exec(path)?.[1] : undefined

/** How two words are told apart: not by capitals, width or spaces around them. */
export const sameWord = (word: string): string => word.normalize('NFKC').trim().toLowerCase()

/** The forms of a word, remembered: the doctor reads the same ones at every key that is pressed. */
export function formsOf(word: string): WordForms {
  const kept = forms.get(word)
  if (kept) return kept
  if (forms.size >= 50_000) forms.clear()
  const made = wordFormsOf(word)
  forms.set(word, made)
  return made
}

const forms = new Map<string, WordForms>()
