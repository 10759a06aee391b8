import { type Moment, momentOf } from '#nodes/dates.ts'
import { asNumber, asText } from './plain-data.ts'

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
}

/**
 * An instant, ISO date or epoch seconds as `language` writes it in `timeZone`. `format` is short, medium, long, full, time or
 * `strftime` letters such as `%d/%m/%Y %H:%M`. What is no date comes back as it is; there is no "now", a turn knows no clock.
 */
export function formatDate(value: unknown, format: unknown, timeZone: unknown, language: unknown): string {
  const wanted = asText(timeZone) || 'UTC'
  const moment = dateOf(value, isZone(wanted) ? wanted : 'UTC')
  if (!moment) return asText(value)
  const pattern = asText(format) || 'long'
  // A date without a time is that day everywhere.
  const zone = moment.time === undefined ? 'UTC' : wanted
  const date = new Date(moment.time === undefined ? `${moment.day}T00:00:00Z` : moment.at)
  const style = Object.hasOwn(styles, pattern) ? styles[pattern] : undefined
  if (style) return formatter(language, { ...style, timeZone: zone })?.format(date) ?? asText(value)
  return pattern.slice(0, 200).replace(/%(-?)([a-zA-Z%])/g, (whole, bare: string, letter: string) => {
    const text = letters[letter]?.((options) => formatter(language, { ...options, timeZone: zone }), date)
    return text === undefined ? whole : bare ? text.replace(/^0(?=\d)/, '') : text
  })
}

/** An amount of money as `language` writes it: `money: "HKD"`. Without a currency, two decimals. */
export function formatMoney(value: unknown, currency: unknown, language: unknown): string {
  const amount = asNumber(value)
  if (!Number.isFinite(amount)) return asText(value)
  const code = asText(currency).toUpperCase()
  if (!/^[A-Z]{3}$/.test(code)) return amount.toFixed(2)
  const make = (locale: string) => new Intl.NumberFormat(locale, { style: 'currency', currency: code })
  return cached(`money ${language} ${code}`, () => inLanguage(language, make))?.format(amount) ?? amount.toFixed(2)
}

/** What the language of a tag such as `zh-Hant` is called in `language`. What is no tag comes back as it is. */
export function nameOfLanguage(value: unknown, language: unknown): string {
  const tag = asText(value)
  if (tag === '') return ''
  const make = (locale: string) => new Intl.DisplayNames(locale, { type: 'language' })
  try {
    return cached(`language ${language}`, () => inLanguage(language, make))?.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** A number is seconds, whatever its size; what a text says, the one reader of all nodes knows. */
function dateOf(value: unknown, zone: string): Moment | null {
  if (typeof value !== 'number') return momentOf(value, zone)
  return Math.abs(value) <= 8.64e12 ? momentOf(new Date(value * 1000).toISOString(), zone) : null
}

const isZone = (name: string): boolean => formatter('en', { timeZone: name }) !== undefined

type Formatter = (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat | undefined

const part =
  (type: Intl.DateTimeFormatPartTypes, options: Intl.DateTimeFormatOptions, width = 0) =>
  (of: Formatter, date: Date): string | undefined =>
    of({ numberingSystem: 'latn', calendar: 'gregory', ...options })
      ?.formatToParts(date)
      .find((p) => p.type === type)
      ?.value.padStart(width, '0')

const letters: Record<string, (of: Formatter, date: Date) => string | undefined> = {
  Y: part('year', { year: 'numeric' }),
  y: part('year', { year: '2-digit' }, 2),
  m: part('month', { month: '2-digit' }, 2),
  d: part('day', { day: '2-digit' }, 2),
  e: part('day', { day: 'numeric' }),
  H: part('hour', { hour: '2-digit', hourCycle: 'h23' }, 2),
  I: part('hour', { hour: '2-digit', hourCycle: 'h12' }, 2),
  M: part('minute', { minute: '2-digit', hour: '2-digit' }, 2),
  S: part('second', { second: '2-digit', minute: '2-digit' }, 2),
  p: part('dayPeriod', { hour: 'numeric', hourCycle: 'h12' }),
  a: part('weekday', { weekday: 'short' }),
  A: part('weekday', { weekday: 'long' }),
  b: part('month', { month: 'short', day: 'numeric' }),
  B: part('month', { month: 'long', day: 'numeric' }),
  '%': () => '%',
}

const formatters = new Map<string, unknown>()

/** Intl's objects are slow to make: each is kept, a bounded number of them. */
function cached<T>(key: string, make: () => T): T {
  if (!formatters.has(key)) {
    if (formatters.size >= 500) formatters.clear()
    formatters.set(key, make())
  }
  return formatters.get(key) as T
}

function formatter(language: unknown, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | undefined {
  const make = (locale: string) => new Intl.DateTimeFormat(locale, options)
  return cached(`date ${language} ${JSON.stringify(options)}`, () => inLanguage(language, make))
}

/** Made for the language, else for English; undefined when a time zone or currency does not exist. */
function inLanguage<T>(language: unknown, make: (locale: string) => T): T | undefined {
  for (const locale of [asText(language) || 'en', 'en']) {
    try {
      return make(locale)
    } catch {
      // an unknown language, zone or currency: Intl only tells by throwing
    }
  }
  return undefined
}
