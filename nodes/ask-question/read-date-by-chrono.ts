import { de, en, es, fr, it, ja, nl, pt, ru, sv, uk } from 'chrono-node'
import { cleaned } from '../clean.ts'
import { dayFrom } from '../dates.ts'
import type { DateContext, Found } from './date-context.ts'

type Chrono = {
  parse: (
    text: string,
    reference: { instant: Date; timezone: number },
    option: { forwardDate: boolean },
  ) => ReturnType<typeof en.parse>
}
const byLanguage: Record<string, Chrono> = { de, es, fr, it, ja, nl, pt, ru, sv, uk }

/**
 * What people say of days in the languages that chrono knows: “a week from Tuesday”, “mañana”, “übermorgen”. Of what it finds only the
 * numbers are taken; which instant they are is for `nodes/dates.ts`. A day that it made up (“in November”) is none.
 */
export function byChrono(text: string, { language, today }: DateContext): Found | null {
  const said = cleaned(text, 200)
  const reader = byLanguage[language.split('-')[0] as string] ?? en
  const results = reader.parse(said, { instant: new Date(`${today}T12:00:00Z`), timezone: 0 }, { forwardDate: true })
  const days = new Set(
    results.flatMap(({ start, text: found }) =>
      (start.isCertain('day') || start.isCertain('weekday')) &&
      isLikely(start.get('year')) &&
      (start.isCertain('weekday') || !/^(?:this|next|last) /i.test(found))
        ? (dayFrom(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0) ?? [])
        : [],
    ),
  )
  const [day] = days
  // A weekend has two days, and a number may be a part of something that was not read.
  const vague = /\d|weekend/i.test(said)
  return day === undefined ? null : { day, sure: days.size === 1 && !vague && results.every(({ end }) => !end) }
}

/** A year nobody can mean is of another calendar, or mistyped. */
const isLikely = (year: number | null): boolean => year !== null && year >= 1900 && year <= 2200
