import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '#nodes/dates.ts'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { hoursOn, type WeekHours, weekdays } from '#schemas/calendar.ts'
import { formatDate, weekdayName } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { hoursText, wallAt } from './calendar-words.ts'
import { closedPart, inPieces, minutesOf, openAfter, stretchesOf } from './closed-part.ts'
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
  const { timeZone, days } = calendar
  const wall = wallAt(now, timeZone)
  const today = (new Date(`${wall.day}T00:00:00Z`).getUTCDay() + 6) % 7
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ')
  const own = hoursOn({ week, days }, wall.day)
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
            // A day without hours of its own: those of the week are struck out.
            const isOff = isToday && own.length === 0 && week[name].length > 0
            const hours = isToday && !isOff ? own : week[name]
            const before = isToday
              ? hoursOn({ week, days }, addDays(wall.day, -1))
              : week[weekdays[(index + 6) % 7] as keyof WeekHours]
            // A row of the week is the day that comes next by that name: a closure of several days shades each of them.
            const day = addDays(wall.day, (index - today + 7) % 7)
            const closed = isOff ? { from: 0, to: 1440 } : closedPart(calendar, day)
            const pieces = inPieces(stretchesOf(hours, before), closed)
            const shut = pieces.some((piece) => piece.shut)
            const left = shut && closed ? hoursText(openAfter(hours, closed)) : undefined
            const text = hoursText(hours)
            return (
              <li key={name} aria-current={isToday ? 'date' : undefined}>
                <span className={classes.name}>
                  <span aria-hidden="true">{weekdayName(index, 'short')}</span>
                  <span className="al-hidden">{weekdayName(index, 'long')}</span>
                </span>
                <span className={classes.day} aria-hidden="true">
                  {pieces.map(({ from, to, shut: isShut }) => (
                    <i
                      key={from}
                      className={classes.bar}
                      data-shut={isShut || undefined}
                      style={{ left: `${from / 14.4}%`, inlineSize: `${(to - from) / 14.4}%` }}
                    />
                  ))}
                  {isToday && <i className={classes.now} style={{ left: `${minutesOf(wall.time) / 14.4}%` }} />}
                </span>
                <span className={classes.hours}>
                  {shut && text ? (
                    <>
                      <s dir="ltr">{text}</s>{' '}
                      {left ? (
                        <span dir="ltr">{left}</span>
                      ) : (
                        <span className="al-hidden">
                          {isToday ? t('hours.week.closedToday') : t('hours.week.closedOn', { day: formatDate(day) })}
                        </span>
                      )}
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
