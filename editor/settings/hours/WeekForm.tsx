import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { dequal } from 'dequal'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarView, HoursChange } from '#schemas/api/calendar.ts'
import { calendarProblems, type WeekHours, weekdays } from '#schemas/calendar.ts'
import { changeHours, getCalendar } from '../../api/calendar.ts'
import { ApiError, problemAt, sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { weekdayName } from '../../ui/format.ts'
import { Missing } from '../../ui/Missing.tsx'
import { Unsaved } from '../../ui/Unsaved.tsx'
import page from './hours.module.css'
import { RangesField } from './RangesField.tsx'
import classes from './week.module.css'

export interface WeekFormProps {
  calendar: CalendarView
  onSaved(next: CalendarView): unknown
  onDone(): void
}

const workingWeek = (): WeekHours => {
  const day = () => [{ from: '09:00', to: '18:00' }]
  return { mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: [], sun: [] }
}

/** The week as fields. Nobody's change is overwritten: who comes later sees it and looks again. */
export function WeekForm({ calendar, onSaved, onDone }: WeekFormProps) {
  const { t } = useTranslation(['settings', 'shell'])
  const { id } = useWorkspace()
  const [opened, setOpened] = useState(calendar)
  const [week, setWeek] = useState(() => calendar.week ?? workingWeek())
  const save = useMutation({
    mutationFn: (change: HoursChange) => changeHours(id, change),
    onSuccess: async (next) => {
      await onSaved(next)
      onDone()
    },
  })
  const look = useMutation({
    mutationFn: () => getCalendar(id),
    onSuccess: async (theirs) => {
      await onSaved(theirs)
      setOpened(theirs)
      setWeek(theirs.week ?? workingWeek())
      save.reset()
    },
  })
  const unsaved = !save.isPending && !dequal(week, opened.week ?? workingWeek())
  const found = calendarProblems({ week, days: opened.days })
  const errorAt = (path: string): string | undefined => {
    const own = found.find((problem) => problem.path === `/${path}`)?.message
    return own ? own.charAt(0).toLocaleUpperCase() + own.slice(1) : problemAt(save.error, path)
  }
  // What is not filled in yet is asked for at the button, not held against a field.
  const missing = weekdays.flatMap((name, index) =>
    week[name].some(({ from, to }) => from === '' || to === '') ? [weekdayName(index, 'long')] : [],
  )
  const waitsFor = useId()
  const elsewhere = found.find(({ path }) => path.startsWith('/days'))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ revision: opened.revision, week, days: opened.days })
  }
  const stale = save.error instanceof ApiError && save.error.code === 'stale-hours'
  const copy = () => setWeek((before) => Object.fromEntries(weekdays.map((name) => [name, before.mon])) as WeekHours)
  return (
    <form aria-labelledby="every-week" onSubmit={submit}>
      <Unsaved when={unsaved} />
      <header className={page.head}>
        <h2 id="every-week">{t('hours.week.title')}</h2>
        <span className={page.quiet} />
        <Button size="xs" variant="subtle" onClick={copy}>
          {t('hours.week.copy', { name: weekdayName(0, 'long') })}
        </Button>
      </header>
      <ul className={classes.form}>
        {weekdays.map((name, index) => (
          <li key={name}>
            <span className={classes.name}>{weekdayName(index, 'long')}</span>
            <RangesField
              name={weekdayName(index, 'long')}
              hours={week[name]}
              onChange={(hours) => setWeek((before) => ({ ...before, [name]: hours }))}
              errorAt={(path) => errorAt(`week/${name}/${path}`)}
            />
          </li>
        ))}
      </ul>
      {elsewhere && <Banner tone="danger">{t('hours.week.daysClash', { reason: elsewhere.message })}</Banner>}
      {save.isError && (
        <Banner tone="danger" {...(stale ? { action: { label: t('hours.week.theirs'), onClick: () => look.mutate() } } : {})}>
          {sentenceOf(save.error)}
        </Banner>
      )}
      <div className={page.foot}>
        <Button
          type="submit"
          variant="filled"
          loading={save.isPending}
          disabled={found.length > 0}
          aria-describedby={missing.length > 0 ? waitsFor : undefined}
        >
          {t('hours.week.save')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('shell:cancel')}
        </Button>
        <Missing id={waitsFor} fields={missing} />
      </div>
    </form>
  )
}
