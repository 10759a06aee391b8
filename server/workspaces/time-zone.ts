import { invalidInput } from '../errors.ts'

/** Refuses what is no IANA time zone, such as `Mars/Olympus`. */
export function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw invalidInput({ path: '/timeZone', message: 'is not a time zone such as Asia/Hong_Kong' })
  }
}
