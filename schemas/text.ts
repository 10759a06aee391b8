import type { JSONSchema } from 'json-schema-to-ts'

/** A BCP 47 language tag, such as `en`, `zh-Hant`, `ar`. */
export type Language = string

/** A text in several languages: `{ en: "Hello", "zh-Hant": "你好" }`. A missing language falls back to the flow's default. */
export type LocalisedText = Record<Language, string>

/** Words per language, as in the synonyms of a menu option: `{ en: ["parcel", "delivery"] }`. */
export type LocalisedWords = Record<Language, string[]>

export const languageTag = {
  type: 'string',
  pattern: '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$',
  'x-reason': 'is no language tag',
} as const

/** `x-field` tells the inspector which field to draw; `localised-text` is a text per language with variables. */
export const localisedText = {
  type: 'object',
  propertyNames: languageTag,
  additionalProperties: { type: 'string', maxLength: 10_000 },
  'x-field': 'localised-text',
} as const satisfies JSONSchema & Record<string, unknown>

export const localisedWords = {
  type: 'object',
  propertyNames: languageTag,
  additionalProperties: { type: 'array', maxItems: 100, items: { type: 'string', minLength: 1, maxLength: 200 } },
  'x-field': 'localised-words',
} as const satisfies JSONSchema & Record<string, unknown>

/** `__proto__` cannot be a field of a document. */
export const identifier = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  'x-reason': 'must be 1 to 64 letters, digits, - or _',
  not: { const: '__proto__' },
} as const

/** The text in `language`, else in its base language (`zh-Hant` → `zh`), else in `fallback`, else in any language. */
export function pickText(text: LocalisedText | undefined, language: Language, fallback: Language): string {
  if (!text) return ''
  return (
    text[language] || text[language.split('-')[0] as string] || text[fallback] || Object.values(text).find((t) => t !== '') || ''
  )
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** Which way `language` is written. */
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  rightToLeft.has(language.split('-')[0] as string) ? 'rtl' : 'ltr'
