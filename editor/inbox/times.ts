import i18next, { type TFunction } from 'i18next'
import { dayNumber, formatDay, formatTime } from '../ui/format.ts'

/** `4 min`, `1 h`, `23 h 59 min`, `3 d 4 h`; what is shorter than a minute is a minute. */
export function spanOf(t: TFunction<'inbox'>, ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000))
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return t('span.minutes', { minutes })
  if (hours < 24) return t(minutes % 60 ? 'span.hours' : 'span.wholeHours', { hours, minutes: minutes % 60 })
  return t(hours % 24 ? 'span.days' : 'span.wholeDays', { days: Math.floor(hours / 24), hours: hours % 24 })
}

/** `Today`, `Yesterday`, `20 Nov`. */
export function dayOf(at: string, now = new Date()): string {
  const days = dayNumber(now) - dayNumber(new Date(at))
  if (days > 1) return formatDay(at, now)
  const words = new Intl.RelativeTimeFormat(i18next.language, { numeric: 'auto' }).format(-days, 'day')
  return words.charAt(0).toLocaleUpperCase(i18next.language) + words.slice(1)
}

/** `Today, 10:31`, `20 Nov, 10:31` */
export const momentOf = (at: string): string => `${dayOf(at)}, ${formatTime(at)}`
