import { Select, type SelectProps } from '@mantine/core'
import type { Language } from '#schemas/text.ts'

export interface LanguageSelectProps extends Pick<SelectProps, 'label' | 'size' | 'description' | 'error'> {
  value: Language
  onChange(language: Language): void
  /** Which languages are offered; the common ones of chats unless said otherwise. */
  languages?: Language[]
}

/** Languages customers commonly write in; a flow may use any other BCP 47 tag. */
export const commonLanguages: Language[] = [
  ...['en', 'zh-Hant', 'zh-Hans', 'ar', 'bn', 'de', 'es', 'fr', 'he', 'hi', 'id', 'it', 'ja', 'ko', 'ms', 'nl', 'pl', 'pt'],
  ...['ru', 'sw', 'th', 'tl', 'tr', 'uk', 'ur', 'vi'],
]

/** A language in its own words: `English`, `繁體中文`, `العربية`. */
export function languageName(language: Language): string {
  const name = new Intl.DisplayNames([language, 'en'], { type: 'language', fallback: 'code' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** Picks one language. */
export function LanguageSelect({ value, onChange, languages = commonLanguages, ...props }: LanguageSelectProps) {
  const data = [...new Set([...languages, value])].map((language) => ({ value: language, label: languageName(language) }))
  return <Select {...props} data={data} value={value} onChange={(chosen) => chosen && onChange(chosen)} searchable />
}
