import type { Instant } from '#schemas/instant.ts'
import type { Language } from '#schemas/text.ts'
import type { Day } from '../dates.ts'

/** What a date in an answer is read by. */
export interface DateContext {
  language: Language
  today: Day
  timeZone?: string
  /** For what is counted in hours: “in 3 hours”. */
  now?: Instant
  /** The question asks for a day that has been, such as a birthday: without a year it is the last such day. */
  past?: boolean
  /** The year that is meant where none is written: “24 december next year”. */
  year?: number
}

/** A day that was found, and whether it could be another one. */
export interface Found {
  day: Day
  sure: boolean
}
