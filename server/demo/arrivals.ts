import { addDays, dayOf, instantOf } from '#nodes/dates.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Chance } from './random.ts'

/** How busy each hour of a day is, from midnight on: quiet nights, a peak at lunch and a higher one in the evening. */
const hours = [2, 1, 1, 1, 1, 1, 2, 4, 7, 10, 13, 14, 17, 15, 12, 12, 12, 13, 15, 18, 21, 20, 13, 6]

export interface Season {
  timeZone: string
  /** How busy each weekday is, from Sunday on. */
  week: readonly number[]
  /** About how many chats begin. */
  chats: number
  days: number
}

/** When chats begin in the days up to `now`, in no order; what would lie ahead is left out. */
export function arrivals({ timeZone, week, chats, days }: Season, now: number, chance: Chance): number[] {
  const today = dayOf(instantAt(now), timeZone)
  const busy = Array.from({ length: days + 1 }, (_, back) => {
    const day = addDays(today, -back)
    return { day, weight: week[new Date(`${day}T00:00:00Z`).getUTCDay()] as number }
  })
  const total = busy.reduce((sum, { weight }) => sum + weight, 0)
  const from = now - days * 86_400_000
  return busy.flatMap(({ day, weight }) =>
    Array.from({ length: Math.round((chats * weight) / total) }, () => {
      const hour = Number(chance.weighed(Object.fromEntries(hours.map((share, h) => [String(h), share]))))
      const begins = Date.parse(instantOf(day, `${String(hour).padStart(2, '0')}:00`, timeZone))
      return begins + Math.floor(chance.next() * 3_600_000)
    }).filter((at) => at > from && at < now),
  )
}
