import type { Language } from '#schemas/text.ts'

/** What a language calls itself: English, 繁體中文, Tiếng Việt. The tag when nobody knows it. */
export const ownName = remembered((language) => capitalised(nameIn(language, language), language))

/**
 * Every usual way to name a language: by itself, in English, by its tag; its family's name, such as “Chinese” or 中文; and its script's,
 * such as 繁體.
 */
export const namesOf = remembered((language): readonly string[] => {
  const [family = language, script] = language.split('-')
  const names = [language, family].flatMap((tag) => [tag, nameIn(tag, tag), nameIn(tag, language), nameIn(tag, 'en')])
  const scripts = script?.length === 4 ? [language, family, 'en'].map((reader) => nameIn(script, reader, 'script')) : []
  return [...new Set([...names, ...scripts])]
})

/** Asking for the name of a language costs more than the rest of a turn, and there are only so many languages. */
function remembered<T>(nameOf: (language: Language) => T): (language: Language) => T {
  const known = new Map<Language, T>()
  return (language) => {
    let name = known.get(language)
    if (name === undefined) {
      name = nameOf(language)
      known.set(language, name)
    }
    return name
  }
}

const displays = new Map<string, Intl.DisplayNames>()

function nameIn(tag: string, reader: Language, type: 'language' | 'script' = 'language'): string {
  const key = `${type} ${reader}`
  const display = displays.get(key) ?? new Intl.DisplayNames([reader, 'en'], { type })
  displays.set(key, display)
  return display.of(tag) ?? tag
}

const capitalised = (name: string, language: Language): string =>
  name.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language))
