import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldType } from '#schemas/contact-field.ts'
import type { FieldValue } from '#schemas/conversation.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { commonLanguages, languageFilter } from '../ui/LanguageSelect.tsx'

/** A field's type, or what one of the house's own facts is. */
export type Kind = FieldType | 'phone' | 'email' | 'language' | 'zone' | 'birthday'

export interface FactInputProps {
  kind: Kind
  label: string
  options?: string[]
  value: FieldValue | null
  error: boolean
  onChange(value: FieldValue | null): void
  onCancel(): void
}

/** The field by which a fact is changed; emptied, the fact is not known any more. */
export function FactInput({ kind, label, options = [], value, error, onChange, onCancel }: FactInputProps) {
  const { t } = useTranslation('contacts')
  const common = {
    'aria-label': label,
    size: 'xs',
    error,
    autoFocus: true,
    onKeyDown: (event: KeyboardEvent) => event.key === 'Escape' && onCancel(),
  } as const
  const text = typeof value === 'string' ? value : ''
  const pick = (data: { value: string; label: string }[]) => (
    <Select {...common} data={data} value={text || null} onChange={onChange} clearable searchable limit={100} />
  )
  switch (kind) {
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : Number(next))}
        />
      )
    case 'yes-no':
      return (
        <Select
          {...common}
          data={(['true', 'false'] as const).map((one) => ({ value: one, label: t(`yesNo.${one}`) }))}
          value={value === null ? null : String(value)}
          onChange={(next) => onChange(next === null ? null : next === 'true')}
          clearable
        />
      )
    case 'one-of':
      return pick([...new Set([...options, ...(text ? [text] : [])])].map((one) => ({ value: one, label: one })))
    case 'many-of': {
      const list = Array.isArray(value) ? value : []
      const keep = (next: string[]) => onChange(next.length > 0 ? next : null)
      return options.length > 0 ? (
        <MultiSelect {...common} data={options} value={list} onChange={keep} searchable />
      ) : (
        <TagsInput {...common} value={list} onChange={keep} />
      )
    }
    case 'language':
      return (
        <Select
          {...common}
          data={[...new Set([...commonLanguages, ...(text ? [text] : [])])].map((one) => ({
            value: one,
            label: ownLanguageName(one),
          }))}
          value={text || null}
          onChange={onChange}
          clearable
          searchable
          filter={languageFilter}
        />
      )
    case 'zone':
      return pick(
        [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(text ? [text] : [])])].map((zone) => ({
          value: zone,
          label: zone.replaceAll('_', ' '),
        })),
      )
    default:
      return (
        <TextInput
          {...common}
          type={inputTypes[kind]}
          {...(kind === 'birthday' ? { placeholder: t('facts.birthday') } : {})}
          value={text}
          maxLength={2000}
          onChange={(event) => onChange(event.currentTarget.value.trim() === '' ? null : event.currentTarget.value)}
        />
      )
  }
}

const inputTypes = { text: 'text', phone: 'tel', email: 'email', link: 'url', date: 'date', birthday: 'text' } as const
