import { Select, type SelectProps } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export interface CountrySelectProps extends Pick<SelectProps, 'label' | 'size' | 'description' | 'error'> {
  value: string | undefined
  onChange(country: string): void
}

/** Every country by its name; typing finds it. */
export function CountrySelect({ value, onChange, ...props }: CountrySelectProps) {
  const { i18n } = useTranslation()
  const countries = useMemo(() => countriesIn(i18n.language), [i18n.language])
  return (
    <Select
      {...props}
      data={countries}
      value={value ?? null}
      onChange={(next) => next && onChange(next)}
      searchable
      limit={300}
    />
  )
}

/** Two letters that name a region but no country with phone numbers. */
const others = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'XA',
  'XB',
  'ZZ',
  'AQ',
  'BV',
  'CP',
  'CQ',
  'DG',
  'EA',
  'GS',
  'HM',
  'IC',
  'PN',
  'TF',
  'UM',
])

function countriesIn(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'none' })
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
  const seen = new Set<string>()
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((value) => {
      const label = others.has(value) ? undefined : names.of(value)
      // A code of the past has the name of the one that came after it.
      if (label === undefined || seen.has(label)) return []
      seen.add(label)
      return [{ value, label }]
    })
    .sort((one, other) => one.label.localeCompare(other.label, language))
}
