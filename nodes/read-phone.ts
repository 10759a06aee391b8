import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { cleaned } from './clean.ts'

/**
 * The one phone number in a text as `+85291234567`, checked against its country's plan; null for none and for several. `country`
 * (ISO 3166, such as HK) is whose number it is when no country code is written.
 */
export function readPhone(text: string, country?: string): string | null {
  const found = new Set((cleaned(text).match(digitRuns) ?? []).slice(0, mostTried).flatMap((run) => numberOf(run, country) ?? []))
  return found.size === 1 ? ([...found][0] as string) : null
}

/** The country of a number with its country code; undefined where that is none. */
export const countryOf = (phone: string): string | undefined => parsePhoneNumberFromString(phone)?.country

/** Digits with what people put between them. */
const digitRuns = /\+?[\d(+][\d ().-]{3,38}\d/g
const mostTried = 5

function numberOf(run: string, country: string | undefined): string | null {
  // 00 is how most of the world dials abroad; no national number begins with it.
  const written = run.replace(/^\(?\+? ?00(?=[1-9])/, '+')
  const defaultCountry = country && isSupportedCountry(country) ? (country as CountryCode) : undefined
  const national = valid(parsePhoneNumberFromString(written, { extract: false, ...(defaultCountry ? { defaultCountry } : {}) }))
  const digits = digitsOf(written)
  const mayHaveCode = defaultCountry && !written.includes('+') && digits.startsWith(getCountryCallingCode(defaultCountry))
  const abroad = mayHaveCode ? valid(parsePhoneNumberFromString(`+${digits}`, { extract: false })) : undefined
  if (!national || !abroad || national.number === abroad.number) return (national ?? abroad)?.number ?? null
  // 62812345678 fits Indonesia both ways, but as a national number it is written 0628…: it begins with the country code.
  return digitsOf(national.formatNational()) === digits ? null : abroad.number
}

const valid = (phone: PhoneNumber | undefined): PhoneNumber | undefined => (phone?.isValid() ? phone : undefined)
const digitsOf = (text: string): string => text.replace(/\D/g, '')
