import { type OptionsFilter, Select, type SelectProps } from '@mantine/core'
import { nameIn, ownLanguageName } from '#schemas/language-names.ts'
import type { Language } from '#schemas/text.ts'
import classes from './language-select.module.css'

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

/** What a person may type to find a language: its own name, its English one, its tag. */
export const languageFilter: OptionsFilter = ({ options, search }) => {
  const wanted = search.trim().toLocaleLowerCase()
  return options.filter((option) => {
    if (!('value' in option)) return true
    const names = [option.label, nameIn(option.value, 'en'), option.value]
    return names.some((name) => name.toLocaleLowerCase().includes(wanted))
  })
}

/** A language in a list, with its English name where that is another. */
export function LanguageOption({ language }: { language: Language }) {
  const [own, english] = [ownLanguageName(language), nameIn(language, 'en')]
  return (
    <>
      <span lang={language} className={classes.own}>
        {own}
      </span>
      {english !== own && <span className={classes.english}>{english}</span>}
    </>
  )
}

/** Picks one language. */
export function LanguageSelect({ value, onChange, languages = commonLanguages, ...props }: LanguageSelectProps) {
  const data = [...new Set([...languages, value])].map((language) => ({ value: language, label: ownLanguageName(language) }))
  return (
    <Select
      {...props}
      data={data}
      value={value}
      onChange={(chosen) => chosen && onChange(chosen)}
      searchable
      filter={languageFilter}
      renderOption={({ option }) => <LanguageOption language={option.value} />}
    />
  )
}
