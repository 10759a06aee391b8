import type { Language } from '#schemas/text.ts'
import { latinDigits } from '../normalise.ts'

/** The number a text is, in any script's digits, with the language's own decimal sign where it could be either; null for anything else. */
export function readNumber(text: string, language: Language): number | null {
  const plain = latinDigits(text.slice(0, 100).normalize('NFKC'))
    .replace(/\u066b/g, '.')
    .replace(/[\s'’\u066c]|\p{Sc}/gu, '')
  const parts = /^([+-]?)([\d.,]*\d)$/.exec(plain)
  if (!parts) return null
  const [, sign, digits] = parts as unknown as [string, string, string]
  const decimal = decimalSign(digits, language)
  const [whole, fraction, more] = decimal ? digits.split(decimal) : [digits]
  if (more !== undefined || !/^(\d*|\d{1,3}([.,])\d{3}(\2\d{3})*)$/.test(whole as string) || /[.,]/.test(fraction ?? ''))
    return null
  const value = Number(`${sign}${(whole as string).replace(/[.,]/g, '')}.${fraction ?? 0}`)
  return Number.isFinite(value) ? value : null
}

/** Which sign, if any, stands before the fraction: the last of two kinds; a single one unless it can only group thousands. */
function decimalSign(digits: string, language: Language): '.' | ',' | undefined {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last < 0) return undefined
  const sign = digits[last] as '.' | ','
  if (digits.includes(sign === '.' ? ',' : '.')) return sign
  if (digits.indexOf(sign) !== last) return undefined
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) && decimalOf(language) !== sign ? undefined : sign
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
