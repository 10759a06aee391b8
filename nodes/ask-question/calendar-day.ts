import { addDays, dayFrom } from '../dates.ts'
import type { DateContext, Found } from './date-context.ts'

/** The day of a year, if one is written, a month and a day of it; null when the calendar has none. */
export function dated(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  context: DateContext,
): Found | null {
  if (year === undefined) return nextSuch(month, day, context)
  if (year.length === 4) return exact(yearOf(Number(year)), month, day)
  return shortYear(Number(year), month, day, context)
}

/** A day with its year; a year nobody can mean (of another calendar, or mistyped) is none. */
export function exact(year: number, month: string | undefined, day: string | undefined): Found | null {
  const found = year >= 1900 && year <= 2200 ? dayFrom(year, Number(month), Number(day)) : null
  return found === null ? null : { day: found, sure: true }
}

/** Taiwan counts years from 1912: 民國115年 is 2026. Three digits alone mean that too, and are said back. */
export function ofRepublic(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  sure: boolean,
): Found | null {
  const found = year === undefined ? null : exact(1911 + Number(year), month, day)
  return found && { day: found.day, sure }
}

/** The Thai calendar runs 543 years ahead. */
export const yearOf = (year: number): number => (year >= 2400 && year < 2700 ? year - 543 : year)

/** Two digits mean the year of this or the last century, or of the Thai one, that is next to today; sure only when it is very near. */
function shortYear(
  year: number,
  month: string | undefined,
  day: string | undefined,
  { today, language, past }: DateContext,
): Found | null {
  const now = Number(today.slice(0, 4))
  const thai = /^th\b/.test(language) ? [2500 + year - 543] : []
  const near = (each: number): number => Math.abs(each - now)
  const likely = [2000 + year, 1900 + year, ...thai]
    .filter((each) => each <= now + (past ? 0 : 20))
    .sort((a, b) => near(a) - near(b))[0]
  const found = likely === undefined ? null : exact(likely, month, day)
  return found && { day: found.day, sure: likely !== undefined && near(likely) <= 2 }
}

/** Without a year: the next such day (the last one, if the question is about the past); in doubt when that is most of a year away. */
export function nextSuch(
  month: string | undefined,
  day: string | undefined,
  { today, past, year: meant }: DateContext,
): Found | null {
  if (meant !== undefined) return exact(meant, month, day)
  const year = Number(today.slice(0, 4))
  for (let away = 0; away <= 4; away++) {
    const found = dayFrom(year + (past ? -away : away), Number(month), Number(day))
    if (found !== null && (past ? found <= today : found >= today))
      return { day: found, sure: past || found <= addDays(today, 300) }
  }
  return null
}
