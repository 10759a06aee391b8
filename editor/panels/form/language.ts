import type { Language, LocalisedText } from '#schemas/text.ts'

/** Languages in which some text of `texts` is missing although the default language has it. */
export function missingLanguages(texts: unknown, languages: { default: Language; offered: Language[] }): Set<Language> {
  const all = localisedTexts(texts, new Set([languages.default, ...languages.offered]))
  const lacks = (language: Language) => all.some((text) => text[languages.default]?.trim() && !text[language]?.trim())
  return new Set(languages.offered.filter(lacks))
}

/** Every `{ en: "…" }` inside a config, however deep. */
function localisedTexts(value: unknown, languages: ReadonlySet<string>): LocalisedText[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  const isText = entries.length > 0 && entries.every(([key, text]) => languages.has(key) && typeof text === 'string')
  return isText ? [value as LocalisedText] : entries.flatMap(([, inner]) => localisedTexts(inner, languages))
}
