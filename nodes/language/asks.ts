import { ownLanguageName } from '#schemas/language-names.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { type Language, type LocalisedText, pickText } from '#schemas/text.ts'
import type { Speaking } from '../contract.ts'
import type { LanguageConfig } from './schema.ts'

type Visit = Speaking<LanguageConfig>

/** The languages under a text that is said in each of them. */
export const asks = (visit: Visit, text: LocalisedText): OutgoingMessage => ({
  kind: 'choices',
  text: inEveryLanguage(visit, text),
  choices: visit.languages.offered.map((language) => ({ id: language, label: nameOf(visit, language) })),
})

/** One line per offered language that has its own, without repeats. */
function inEveryLanguage({ languages, fill }: Visit, text: LocalisedText): string {
  const lines = languages.offered.map((language) => fill(pickText(text, language, languages.default)))
  return [...new Set(lines)].filter((line) => line.trim() !== '').join('\n')
}

/** What a language is called here: the author's word for it, else its own. */
export const nameOf = (visit: Visit, language: Language): string => visit.config.names?.[language] || ownLanguageName(language)
