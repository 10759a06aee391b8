import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '#nodes/dates.ts'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { type HoursRange, hoursOn, overMidnight, type WeekHours, weekdays } from '#schemas/calendar.ts'
import { Icon } from '../../ui/Icon.tsx'
import { hoursText, wallAt, weekdayName } from './calendar-words.ts'
import page from './hours.module.css'
import classes from './week.module.css'

export interface WeekProps {
  calendar: CalendarView
  week: WeekHours
  now: string
  onEdit?(): void
}

/** A bar for each day from midnight to midnight, and where the day stands now. */
export function Week({ calendar, week, now, onEdit }: WeekProps) {
  const { t } = useTranslation('settings')
  const { timeZone, days, closed } = calendar
  const wall = wallAt(now, timeZone)
  const today = (new Date(`${wall.day}T00:00:00Z`).getUTCDay() + 6) % 7
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ')
  const own = hoursOn({ week, days }, wall.day)
  const shutToday = closed !== undefined || own.length === 0
  return (
    <section aria-labelledby="every-week">
      <header className={page.head}>
        <h2 id="every-week">{t('hours.week.title')}</h2>
        <span className={page.quiet}>{t('hours.week.zone', { place, time: wall.time })}</span>
        {onEdit && (
          <Button size="xs" leftSection={<Icon name="pencil" size={14} />} onClick={onEdit}>
            {t('hours.week.edit')}
          </Button>
        )}
      </header>
      <div className={classes.week}>
        <div className={classes.scale} aria-hidden="true">
          {['00', '06', '12', '18', '24'].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
        <ul>
          {weekdays.map((name, index) => {
            const isToday = index === today
            const shut = isToday && shutToday && week[name].length > 0
            const hours = isToday && !shut ? own : week[name]
            const before = isToday
              ? hoursOn({ week, days }, addDays(wall.day, -1))
              : week[weekdays[(index + 6) % 7] as keyof WeekHours]
            const text = hoursText(hours)
            return (
              <li key={name} aria-current={isToday ? 'date' : undefined}>
                <span className={classes.name}>
                  <span aria-hidden="true">{weekdayName(index, 'short')}</span>
                  <span className="al-hidden">{weekdayName(index, 'long')}</span>
                </span>
                <span className={classes.day} aria-hidden="true">
                  {barsOf(hours, before).map(({ from, to }) => (
                    <i
                      key={from}
                      className={classes.bar}
                      data-shut={shut || undefined}
                      style={{ insetInlineStart: `${from / 14.4}%`, inlineSize: `${(to - from) / 14.4}%` }}
                    />
                  ))}
                  {isToday && <i className={classes.now} style={{ insetInlineStart: `${minutes(wall.time) / 14.4}%` }} />}
                </span>
                <span className={classes.hours}>
                  {shut ? (
                    <>
                      <s dir="ltr">{text}</s>
                      <span className="al-hidden">{t('hours.week.closedToday')}</span>
                    </>
                  ) : (
                    <span dir={text ? 'ltr' : undefined}>{text ?? t('hours.closed')}</span>
                  )}
                </span>
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

/** What of a day's hours, and of the night before, lies on the day itself, in minutes. */
const barsOf = (hours: readonly HoursRange[], before: readonly HoursRange[]): { from: number; to: number }[] => [
  ...before.filter(overMidnight).map(({ to }) => ({ from: 0, to: minutes(to) })),
  ...hours.map((each) => ({ from: minutes(each.from), to: overMidnight(each) ? 1440 : minutes(each.to) })),
]

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
