import { getCountries } from 'libphonenumber-js/max'

/** The country a time zone lies in; undefined for `UTC` and for zones of several countries. */
export function countryOfZone(timeZone: string): string | undefined {
  known ??= zones()
  return known.get(canonical(timeZone))
}
let known: Map<string, string> | undefined

/** The engine's own list: `Asia/Hong_Kong` → HK. A property in older engines, a method in newer ones. */
function zones(): Map<string, string> {
  return new Map(
    getCountries().flatMap((country) => {
      const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] }
      return (locale.getTimeZones?.() ?? locale.timeZones ?? []).map((zone): [string, string] => [canonical(zone), country])
    }),
  )
}

/** `Asia/Calcutta` and `Asia/Kolkata` are one zone. */
function canonical(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return timeZone
  }
}
