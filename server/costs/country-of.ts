import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** The country that an address belongs to, by its number or by WhatsApp's own id of somebody who hides it; empty where nobody knows. */
export function countryOf(address: string): string {
  const scoped = /^([A-Z]{2})\./.exec(address)?.[1]
  if (scoped) return scoped
  return parsePhoneNumberFromString(address.startsWith('+') ? address : `+${address}`)?.country ?? ''
}
