import type { Language } from '#schemas/text.ts'

/** A language in its own words: `English`, `繁體中文`, `العربية`. */
export function languageName(language: Language): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
  } catch {
    return language
  }
}
