import type { Language } from '#schemas/text.ts'
import type { Day } from '../dates.ts'

/** What a date in an answer is read by. */
export interface DateContext {
  language: Language
  today: Day
  timeZone?: string
  /** The question asks for a day that has been, such as a birthday: without a year it is the last such day. */
  past?: boolean
}

/** A day that was found, and whether it could be another one. */
export interface Found {
  day: Day
  sure: boolean
}
