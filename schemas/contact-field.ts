import type { FieldValue } from './conversation.ts'

/** A fact of a workspace's own about people: `{{ contact.fields.<name> }}`. */
export interface ContactField {
  /** What flows call it; it never changes. */
  name: string
  label: string
  type: FieldType
  /** What it can be, of *one of a list* and *many of a list*. */
  options?: string[]
  /** Nobody is asked for it before they agreed. */
  personal?: true
}

export const fieldTypes = ['text', 'number', 'date', 'yes-no', 'one-of', 'many-of', 'link'] as const
export type FieldType = (typeof fieldTypes)[number]

/** A step of a person's way with the workspace, from new to lost. */
export interface Stage {
  id: string
  name: string
  colour: StageColour
  /** Whoever is there is not counted among those who may still buy. */
  lost?: true
}
export const stageColours = ['grey', 'blue', 'green', 'amber', 'red', 'violet'] as const
export type StageColour = (typeof stageColours)[number]

const longestText = 2_000

/** Why a value is none of a field, as a sentence that goes on after its name; undefined where it is one. */
export function unfitFor(field: Pick<ContactField, 'type' | 'options'>, value: FieldValue): string | undefined {
  const { type, options = [] } = field
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.length <= longestText ? undefined : 'is no text of up to 2,000 characters'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'is no number'
    case 'date':
      return typeof value === 'string' && isDay(value) ? undefined : 'is no day such as 2026-11-29'
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'is neither true nor false'
    case 'one-of':
      return typeof value === 'string' && options.includes(value) ? undefined : `is none of: ${options.join(', ')}`
    case 'many-of':
      return Array.isArray(value) && value.every((one) => options.includes(one))
        ? undefined
        : `is no list of: ${options.join(', ')}`
    case 'link':
      return typeof value === 'string' && isLink(value) ? undefined : 'is no link such as https://example.com'
  }
}

/** A value of a field as it is written: in a template, in a file's cell. Undefined where it is none of the field. */
export function fieldValueIn(field: Pick<ContactField, 'type' | 'options'>, written: string): FieldValue | undefined {
  const value = read(field, written.trim())
  return value !== undefined && unfitFor(field, value) === undefined ? value : undefined
}

function read({ type, options = [] }: Pick<ContactField, 'type' | 'options'>, text: string): FieldValue | undefined {
  const option = (said: string): string => options.find((one) => alike(one) === alike(said)) ?? said.trim()
  switch (type) {
    case 'number':
      return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
    case 'yes-no':
      return yes.test(text) ? true : no.test(text) ? false : undefined
    case 'one-of':
      return option(text)
    case 'many-of':
      return [
        ...new Set(
          text
            .split(/[,;،、|]/)
            .filter((said) => said.trim() !== '')
            .map(option),
        ),
      ]
    default:
      return text
  }
}

const yes = /^(true|yes|y|1|是|نعم|ใช่)$/i
const no = /^(false|no|n|0|否|لا|ไม่)$/i
const alike = (text: string): string => text.trim().normalize('NFKC').toLowerCase()

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** Whether a text is a birthday: a day, or `--MM-DD` of a year that nobody said. */
export const isBirthday = (text: string): boolean => isDay(text.startsWith('--') ? `2024${text.slice(1)}` : text)

function isLink(text: string): boolean {
  if (text.length > longestText || !/^https?:\/\/\S+$/i.test(text)) return false
  return URL.canParse(text)
}
