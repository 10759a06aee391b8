import type { TFunction } from 'i18next'

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
