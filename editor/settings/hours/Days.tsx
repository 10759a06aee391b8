import { Button, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '#schemas/api/calendar.ts'
import type { DifferingDays } from '#schemas/calendar.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DotsMenu } from '../../ui/DotsMenu.tsx'
import { formatDays } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { hoursText, wallAt } from './calendar-words.ts'
import { changeDays } from './change-days.ts'
import { openDay } from './Day.tsx'
import classes from './hours.module.css'

export interface DaysProps {
  calendar: CalendarView
  now: string
  mayChange: boolean
  onChange(next: CalendarView): unknown
}

/** Holidays and other days that differ from the week; those that are over are not shown. */
export function Days({ calendar, now, mayChange, onChange }: DaysProps) {
  const { t } = useTranslation('settings')
  const { id: workspaceId } = useWorkspace()
  const today = wallAt(now, calendar.timeZone).day
  const coming = calendar.days.filter(({ to }) => to >= today)
  const open = (day?: DifferingDays) => openDay({ workspaceId, today, onDone: onChange, ...(day ? { day } : {}) })
  const remove = (day: DifferingDays) =>
    confirm({
      title: t('hours.days.delete.title', { name: day.name }),
      children: t('hours.days.delete.sentence'),
      action: t('hours.days.delete.action'),
      danger: true,
      onConfirm: async () => onChange(await changeDays(workspaceId, (days) => days.filter(({ from }) => from !== day.from))),
    })
  return (
    <section aria-labelledby="days-that-differ">
      <header className={classes.head}>
        <h2 id="days-that-differ">{t('hours.days.title')}</h2>
        <span className={classes.quiet}>{coming.length || ''}</span>
        {mayChange && (
          <Button size="xs" leftSection={<Icon name="plus" size={14} />} onClick={() => open()}>
            {t('hours.days.add')}
          </Button>
        )}
      </header>
      {coming.length > 0 && (
        <ul className={classes.days}>
          {coming.map((day) => (
            <li key={day.from} data-now={day.from <= today || undefined}>
              <span className={classes.date}>
                <bdi>
                  {day.from <= today
                    ? t('hours.days.today', { days: formatDays(day.from, day.to, today) })
                    : formatDays(day.from, day.to, today)}
                </bdi>
              </span>
              <strong>
                <bdi>{day.name}</bdi>
              </strong>
              <Tag>{hoursText(day.hours) ? <bdi dir="ltr">{hoursText(day.hours)}</bdi> : t('hours.closed')}</Tag>
              {mayChange && (
                <DotsMenu label={t('actionsFor', { name: day.name })}>
                  <Menu.Item leftSection={<Icon name="pencil" />} onClick={() => open(day)}>
                    {t('hours.days.change')}
                  </Menu.Item>
                  <Menu.Divider />
                  <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={() => remove(day)}>
                    {t('hours.days.delete.open')}
                  </Menu.Item>
                </DotsMenu>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className={classes.note}>{t(coming.length > 0 ? 'hours.days.note' : 'hours.days.none')}</p>
    </section>
  )
}
