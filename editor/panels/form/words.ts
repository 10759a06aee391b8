import type { Language, LocalisedText, LocalisedWords } from '#schemas/text.ts'

/** A text with one language changed; an emptied language is taken out, so that it counts as missing. */
export function withText(text: LocalisedText | undefined, language: Language, written: string): LocalisedText {
  const { [language]: _old, ...others } = text ?? {}
  return written === '' ? others : { ...text, [language]: written }
}

/** Words with those of one language changed. */
export function withWords(words: LocalisedWords | undefined, language: Language, written: string[]): LocalisedWords {
  const { [language]: _old, ...others } = words ?? {}
  return written.length === 0 ? others : { ...words, [language]: written }
}
