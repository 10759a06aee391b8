import type { TFunction } from 'i18next'
import type { ContactField } from '#schemas/contact-field.ts'
import type { Column } from './use-columns.ts'

/** What stands over a column. */
export function columnLabel(t: TFunction<'contacts'>, column: Column, fields: readonly ContactField[]): string {
  if (!isField(column)) return t(`column.${column}`)
  const name = column.slice('field.'.length)
  return fields.find((field) => field.name === name)?.label ?? name
}

const isField = (column: Column): column is `field.${string}` => column.startsWith('field.')
