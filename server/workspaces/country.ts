import { isSupportedCountry } from 'libphonenumber-js/max'
import { invalidInput } from '../errors.ts'

/** Refuses what is no country with phone numbers, such as `ZZ`. */
export function checkCountry(country: string): void {
  if (!isSupportedCountry(country)) throw invalidInput({ path: '/country', message: 'is not a country code such as HK' })
}
