import type { Language } from '../text.ts'

const names = new Map<Language, string>()

/** What a language calls itself: 繁體中文, العربية; its tag where nobody knows. */
export function nameOfLanguage(language: Language): string {
  let name = names.get(language)
  if (name === undefined) {
    name = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language) ?? language
    names.set(language, name)
  }
  return name
}
