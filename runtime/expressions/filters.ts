import { formatDate, formatMoney, nameOfLanguage } from './local-formats.ts'
import { asNumber, asText } from './plain-data.ts'

/** What a filter may ask of the template it stands in. */
export interface Surroundings {
  language: unknown
  /** The workspace's, such as `Asia/Hong_Kong`. */
  timeZone: unknown
  /** Counts `size` characters or items against the template's budget; throws when it is spent. */
  spend(size: number): void
}

export type Filter = (value: unknown, args: unknown[], surroundings: Surroundings) => unknown

/**
 * Every filter a text may use; there are no others. Each takes plain data, gives plain data, and is total: what makes no sense
 * (an unknown currency, a division by zero) leaves the value as it is or empty.
 */
export const filters: Record<string, Filter> = {
  default: (value, [other]) => (isEmpty(value) ? other : value),
  upcase: (value) => asText(value).toUpperCase(),
  downcase: (value) => asText(value).toLowerCase(),
  capitalize: (value) => asText(value).replace(/^./su, (letter) => letter.toUpperCase()),
  strip: (value) => asText(value).trim(),
  truncate: (value, [length, ending]) => truncate(asText(value), asNumber(length ?? 50), asText(ending ?? '…')),
  replace: (value, [old, young], { spend }) => replace(asText(value), asText(old), asText(young), spend),
  join: (value, [glue], { spend }) => (Array.isArray(value) ? join(value, asText(glue ?? ', '), spend) : asText(value)),
  size: (value) => (typeof value === 'string' || Array.isArray(value) ? value.length : 0),
  first: (value) => (Array.isArray(value) ? value[0] : undefined),
  last: (value) => (Array.isArray(value) ? value.at(-1) : undefined),
  plus: (value, [other]) => finite(asNumber(value) + asNumber(other)),
  minus: (value, [other]) => finite(asNumber(value) - asNumber(other)),
  times: (value, [other]) => finite(asNumber(value) * asNumber(other)),
  divided_by: (value, [other]) => finite(asNumber(value) / asNumber(other)),
  round: (value, [digits]) => round(asNumber(value), asNumber(digits ?? 0)),
  date: (value, [format, zone], { language, timeZone }) => formatDate(value, format, zone ?? timeZone, language),
  money: (value, [currency], { language }) => formatMoney(value, currency, language),
  language_name: (value, [wanted], { language }) => nameOfLanguage(value, wanted ?? language),
  json: (value) => JSON.stringify(value ?? null),
  url_encode: (value) => encodeURIComponent(asText(value).replace(/\p{Surrogate}/gu, '�')),
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0)

/** Decimals without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
const finite = (result: number): number | undefined =>
  Number.isFinite(result) ? Number.parseFloat(result.toPrecision(15)) : undefined

function round(value: number, digits: number): number | undefined {
  if (!Number.isFinite(value)) return undefined
  const places = Number.isFinite(digits) ? Math.min(Math.max(Math.trunc(digits), 0), 15) : 0
  return Number(value.toFixed(places))
}

function truncate(text: string, length: number, ending: string): string {
  const letters = [...text]
  if (!(letters.length > length)) return text
  return letters.slice(0, Math.max(0, length - [...ending].length)).join('') + ending
}

/** As in `replace`, the size is counted before the text is made: a short template must not make a long one. */
function join(items: unknown[], glue: string, spend: Surroundings['spend']): string {
  const texts = items.map(asText)
  spend(texts.reduce((sum, text) => sum + text.length + glue.length, 0))
  return texts.join(glue)
}

function replace(text: string, old: string, young: string, spend: Surroundings['spend']): string {
  if (old === '') return text
  const parts = text.split(old)
  spend(parts.length * (1 + young.length) + text.length)
  return parts.join(young)
}
