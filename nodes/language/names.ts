import type { Language } from '#schemas/text.ts'

/** What a language calls itself: English, 繁體中文, Tiếng Việt. The tag when nobody knows it. */
export const ownName = (language: Language): string => capitalised(nameIn(language, language), language)

/** Every usual way to name a language: by itself, in English, by its tag; and its family's name, such as “Chinese” or 中文. */
export function namesOf(language: Language): string[] {
  const family = language.split('-')[0] as string
  const names = [language, family].flatMap((tag) => [tag, nameIn(tag, tag), nameIn(tag, language), nameIn(tag, 'en')])
  return [...new Set(names)]
}

const displays = new Map<Language, Intl.DisplayNames>()

function nameIn(tag: Language, reader: Language): string {
  const display = displays.get(reader) ?? new Intl.DisplayNames([reader, 'en'], { type: 'language' })
  displays.set(reader, display)
  return display.of(tag) ?? tag
}

const capitalised = (name: string, language: Language): string =>
  name.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language))
