import { useTranslation } from 'react-i18next'
import type { FieldValue } from '#schemas/conversation.ts'
import { formatCalendarDay, formatNumber, listed } from '../ui/format.ts'
import { useContactFields } from './use-people.ts'

/** The value of a field as it is read, by what the field is; a dash where there is none. */
export function useShown(): (name: string, value: FieldValue | null | undefined) => string {
  const { t } = useTranslation('contacts')
  const fields = useContactFields()
  return (name, value) => {
    if (value === undefined || value === null || value === '') return '–'
    const type = fields.find((field) => field.name === name)?.type
    if (typeof value === 'boolean') return t(`yesNo.${value}`)
    if (typeof value === 'number') return formatNumber(value)
    if (Array.isArray(value)) return value.length > 0 ? listed(value) : '–'
    return type === 'date' ? formatCalendarDay(value) : value
  }
}
