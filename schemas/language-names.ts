import type { Language } from './text.ts'

/** What people call their language where the tables of the web say less: nobody says "Melayu" or "Indonesia" for a language. */
const ownNames: Record<Language, string> = { ms: 'Bahasa Melayu', id: 'Bahasa Indonesia' }

const known = new Map<Language, string>()

/** A language in its own words: English, 繁體中文, العربية, Bahasa Melayu; its tag where nobody knows. Remembered: asking is slow. */
export function ownLanguageName(language: Language): string {
  let name = known.get(language)
  if (name === undefined) {
    const own = ownNames[language] ?? nameIn(language, language)
    name = own === language ? language : own.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language))
    known.set(language, name)
  }
  return name
}

const displays = new Map<string, Intl.DisplayNames>()

/** What a language, or a script, is called by who reads `reader`: `ms` is Malay in English; the tag where nobody knows. */
export function nameIn(tag: string, reader: Language, type: 'language' | 'script' = 'language'): string {
  const key = `${type} ${reader}`
  try {
    const display = displays.get(key) ?? new Intl.DisplayNames([reader, 'en'], { type })
    displays.set(key, display)
    return display.of(tag) ?? tag
  } catch {
    return tag
  }
}
