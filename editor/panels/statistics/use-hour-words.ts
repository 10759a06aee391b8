import { useTranslation } from 'react-i18next'
import type { CountedHour, WeekHour } from '#schemas/api/statistics.ts'
import { formatDate, formatMean, formatNumber, weekdayName } from '../../ui/format.ts'
import type { HourSlot } from './hour-slots.ts'

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** How hours are said, of a flow's beginnings or of visits to a node. */
export function useHourWords(ofNode: boolean) {
  const { t } = useTranslation('panels')
  const counted = ofNode ? 'visits' : 'started'
  const name = ({ hour, again }: HourSlot): string => {
    const said = t('hours.hour', { from: clock(hour), to: clock(hour + 1) })
    return again ? t('hours.again', { hour: said }) : said
  }
  return {
    name,
    of: ({ day, count }: CountedHour, slot: HourSlot): string =>
      t(`hours.${counted}`, { count, times: formatNumber(count), when: `${formatDate(day)}, ${name(slot)}` }),
    average: ({ weekday, hour, count, hours }: WeekHour): string =>
      t('hours.average', {
        count: hours,
        hours: formatNumber(hours),
        mean: formatMean(count / hours),
        times: formatNumber(count),
        when: `${weekdayName(weekday, 'short')}, ${name({ hour, again: false })}`,
      }),
    /** All hours together. */
    sum: (count: number, days: string | undefined): string => {
      const said = t(`hours.${counted}Sum`, { count, times: formatNumber(count) })
      return days ? t('hours.sumOf', { said, days }) : said
    },
  }
}
