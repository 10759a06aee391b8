import type { Language } from '#schemas/text.ts'
import { cleaned } from '../clean.ts'
import { halvesIn, isDeniedNumber, saysFraction, signOf } from './number-doubts.ts'
import { numberInWords, saysNumber } from './number-words.ts'

/**
 * The one number in an answer (“two and a half”, “minus 3”, “2 dozen” too), in any script's digits or in simple words, with its currency or unit; the language's own decimal sign
 * counts where it could be either. Null for none, for several, for one that is denied, and for more digits than a number keeps (15): those are a text.
 * `whole` refuses fractions, so a single sign before three digits groups thousands.
 */
export function readNumber(text: string, language: Language, { whole = false } = {}): number | null {
  const said = cleaned(text.slice(0, longest))
    .toLowerCase()
    .replace(/\u066b/g, '.')
    .replace(/['’\u066c]/g, "'")
  if (isDeniedNumber(said)) return null
  const half = halvesIn(said)
  const value = half === null ? oneNumber(said, language, whole) : oneNumber(half.rest, language, false)
  if (value === null || half === null) return value
  // Half of what: “two hundred and a half” may be 250.
  return whole || !Number.isInteger(value) || Math.abs(value) >= 100 ? null : value + (value < 0 ? -0.5 : 0.5)
}

function oneNumber(said: string, language: Language, whole: boolean): number | null {
  if (saysFraction(said)) return null
  const runs = said.match(digitRuns) ?? []
  if (runs.length === 0) {
    const { sign, rest } = signOf(said)
    const number = numberInWords(rest)
    return number === null ? null : sign * number + 0
  }
  const parts = runs.length === 1 ? around.exec(said) : null
  if (!parts) return null
  const [, before = '', sign = '', run = '', after = ''] = parts
  if (glued.test(before) && !currencyBefore.test(before)) return null
  // “2 or three”, 2個大人一個小孩: one more, in words.
  if (saysNumber(before) || saysNumber(unitless(after))) return null
  const factor = factorOf(after)
  if (factor === 1 && gluedAfter.test(after)) return null
  const value = written(run, decimalHere(before, after) ?? decimalOf(language), whole && factor === 1)
  if (value === null) return null
  const signed = (sign === '-' ? -value : value) * signOf(before).sign * factor
  const exact = Number.parseFloat(signed.toPrecision(15))
  return whole && !Number.isInteger(exact) ? null : exact + 0
}

/** Nobody says a number in more. */
const longest = 100
/** Digits with what groups them: signs, apostrophes, or single spaces before three digits. */
const digitRuns = /\d(?:[\d.,']|(?<=\d) (?=\d{3}(?!\d)))*/g
const around = /^([^\d]*?)(?:\p{Sc} ?)?(?:([+-]) ?)?(?:\p{Sc} ?)?([.,]?\d(?:[\d.,']|(?<=\d) (?=\d{3}(?!\d)))*)([^\d]*)$/u
/** `a12`, `room12` and `0x10` are names of things; scripts without spaces stand beside a digit as a matter of course. */
const glued = /[a-z\u00df-\u024f_#@/:]$/
const currencyBefore = /(?:^|[^a-z])(?:hk|us|nt|sg|au|ca|rp|rm|hkd|usd|idr|vnd|thb|egp|cny|rmb|le|no|x)$/
const gluedAfter = /^(?:[/:_@#]|-(?=\S))/

/** Rupiah and dong write 1.250.000, wherever the customer is from. */
function decimalHere(before: string, after: string): ',' | undefined {
  return /(?:^|[^a-z])(?:rp|idr|vnd)\.? ?$/.test(before) ||
    /^ ?(?:đ|₫|vnd|vnđ|đồng|rupiah|idr)(?!\p{L})/u.test(after) ||
    /₫/.test(before)
    ? ','
    : undefined
}

const factors: [RegExp, number][] = [
  [/^(?:k|rb|ribu|nghìn|ngàn|thousand|ألف|الف)(?![\p{L}\p{M}])|^千|^พัน/u, 1000],
  [/^[万萬]|^หมื่น/u, 10_000],
  [/^แสน/u, 100_000],
  [/^(?:dozen|lusin|tá|دستة)(?![\p{L}\p{M}])|^打|^โหล/u, 12],
  [/^(?:m|jt|juta|tr|triệu|million|مليون)(?![\p{L}\p{M}])|^百[万萬]|^ล้าน/u, 1_000_000],
]
/** What follows a number without the word that multiplies it. */
const unitless = (after: string): string => factors.reduce((rest, [word]) => rest.replace(word, ''), after.trimStart())
const factorOf = (after: string): number => {
  const unit = after.trimStart()
  // “5 m” is a length more often than a million.
  return unit !== after && /^m\b/.test(unit) ? 1 : (factors.find(([word]) => word.test(unit))?.[1] ?? 1)
}

/** The number that digits with signs between them write; null when the signs make no sense. */
function written(run: string, decimal: string, whole: boolean): number | null {
  const digits = run.replace(/(?<![.,'])[.,']+$/, '').replace(/[ ']/g, '')
  if (digits.replace(/\D/g, '').length > 15) return null
  const sign = decimalSign(digits, decimal, whole)
  const [full = '', fraction = '', more] = sign ? digits.split(sign) : [digits]
  if (more !== undefined || /[.,]/.test(fraction) || !grouped.test(full)) return null
  const value = Number(`${full.replace(/[.,]/g, '')}.${fraction || 0}`)
  return Number.isFinite(value) ? value : null
}

/** Plain, in threes (1,250,000), or as in India (1,50,000). */
const grouped = /^(?:\d*|\d{1,3}([.,])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/

/** Which sign, if any, stands before the fraction: the last of two kinds; a single one unless it can only group thousands. */
function decimalSign(digits: string, decimal: string, whole: boolean): '.' | ',' | undefined {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last < 0) return undefined
  const sign = digits[last] as '.' | ','
  if (digits.includes(sign === '.' ? ',' : '.')) return sign
  if (digits.indexOf(sign) !== last) return undefined
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) && (whole || decimal !== sign) ? undefined : sign
}

const decimals = new Map<Language, string>()

function decimalOf(language: Language): string {
  const known = decimals.get(language)
  if (known) return known
  const parts = new Intl.NumberFormat([language, 'en'], { numberingSystem: 'latn' }).formatToParts(1.5)
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  decimals.set(language, decimal)
  return decimal
}
