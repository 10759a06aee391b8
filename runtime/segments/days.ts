import { addDays, dayOf, instantOf, localIso } from '#nodes/dates.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'

/** So many calendar days after an instant, when the clock on their wall shows the same time. In ms since 1970. */
export function daysAfter(at: Instant, days: number, timeZone: string): number {
  const local = localIso(at, timeZone)
  const ms = Date.parse(at) % 1000
  return Date.parse(instantOf(addDays(local.slice(0, 10), days), local.slice(11, 19), timeZone)) + ms
}

/** When a day begins on their wall, in ms since 1970. */
export const startOf = (day: string, timeZone: string): number => Date.parse(instantOf(day, '00:00:00', timeZone))

/** Which day it is where they are. */
export const dayAt = (ms: number, timeZone: string): string => dayOf(instantAt(ms), timeZone)

/** The next days on which they have their birthday, this year's first; of 29 February it is the 28th where there is none. */
export function birthdays(birthday: string, today: string): string[] {
  const [, month = '', day = ''] = /^(?:\d{4}|-)-(\d{2})-(\d{2})$/.exec(birthday) ?? []
  if (!month) return []
  const year = Number(today.slice(0, 4))
  return [year - 1, year, year + 1, year + 2].map((of) => {
    const leapless = month === '02' && day === '29' && new Date(Date.UTC(of, 1, 29)).getUTCMonth() !== 1
    return `${String(of).padStart(4, '0')}-${month}-${leapless ? '28' : day}`
  })
}

const zones = new Map<string, boolean>()

/** The first of these that is a time zone. */
export function zoneOf(...named: (string | undefined)[]): string {
  return named.find((zone) => zone !== undefined && isZone(zone)) ?? 'UTC'
}

function isZone(zone: string): boolean {
  let known = zones.get(zone)
  if (known === undefined) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      known = true
    } catch {
      known = false
    }
    if (zones.size < 5_000) zones.set(zone, known)
  }
  return known
}
