import i18next, { type TFunction } from 'i18next'

/** `Mon 23 Nov, 12:42` in a time zone. */
export function dayAndTime(instant: string, timeZone: string): string {
  const locale = i18next.language === 'en' ? 'en-GB' : i18next.language
  const day = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', day: 'numeric', month: 'short' })
  return `${day.format(new Date(instant)).replace(',', '')}, ${timeIn(instant, timeZone)}`
}

/** `12:42`, or `12:42:31` with seconds. */
export const timeIn = (instant: string, timeZone: string, seconds = false): string =>
  new Intl.DateTimeFormat(i18next.language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
  }).format(new Date(instant))

/** `Asia/Hong_Kong` is Hong Kong. */
export const placeOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')

/** `1 day 21 h 29 min`, as people say how far they moved a clock; seconds only where there is no more. */
export function inWords(t: TFunction<'panels'>, seconds: number): string {
  const parts = [
    ['try.days', Math.floor(seconds / 86_400)],
    ['try.hours', Math.floor(seconds / 3600) % 24],
    ['try.minutes', Math.floor(seconds / 60) % 60],
  ] as const
  const said = parts.flatMap(([unit, count]) => (count > 0 ? [t(unit, { count })] : []))
  return said.length > 0 ? said.join(' ') : t('try.seconds', { count: seconds })
}
