import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { getCalendar } from '../../api/calendar.ts'
import { keys } from '../../api/keys.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { Aside } from './Aside.tsx'
import { ClosedToday } from './ClosedToday.tsx'
import { Days } from './Days.tsx'
import classes from './hours.module.css'
import { Week } from './Week.tsx'
import { WeekForm } from './WeekForm.tsx'

/** When the business is open: closed today, every week, and the days that differ. */
export function HoursPage() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const calendar = useQuery({ queryKey: keys.calendar(id), queryFn: () => getCalendar(id) })
  return (
    <Page title={t('hours.title')}>
      <PageHeader title={t('hours.title')}>
        <span className={`${classes.quiet} ${classes.atOnce}`}>{t('hours.atOnce')}</span>
      </PageHeader>
      {calendar.isPending && <SkeletonRows rows={7} height={38} />}
      {calendar.isError && <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.data && <Hours read={calendar.data} />}
    </Page>
  )
}

function Hours({ read }: { read: CalendarView }) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const mayChange = useMay()('changeHours')
  const queries = useQueryClient()
  const now = new Date(useNow()).toISOString()
  const [editing, setEditing] = useState(false)
  const { closed, ...hours } = read
  // What ended while the page was open is over.
  const calendar: CalendarView = closed && closed.until > now ? read : hours
  const keep = async (next: CalendarView) => {
    // What was asked before the change may be answered after it.
    await queries.cancelQueries({ queryKey: keys.calendar(id), exact: true })
    queries.setQueryData(keys.calendar(id), next)
  }
  const done = () => setEditing(false)
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <ClosedToday calendar={calendar} now={now} onChange={keep} />
        {editing && <WeekForm calendar={calendar} onSaved={keep} onDone={done} />}
        {!editing && calendar.week && (
          <Week calendar={calendar} week={calendar.week} now={now} {...(mayChange ? { onEdit: () => setEditing(true) } : {})} />
        )}
        {!editing && !calendar.week && (
          <div className={classes.empty}>
            <EmptyState
              icon="clock"
              title={t('hours.empty.title')}
              action={
                mayChange && (
                  <Button variant="filled" leftSection={<Icon name="pencil" />} onClick={() => setEditing(true)}>
                    {t('hours.empty.action')}
                  </Button>
                )
              }
            >
              {t('hours.empty.sentence')}
            </EmptyState>
          </div>
        )}
        {calendar.week && <Days calendar={calendar} now={now} mayChange={mayChange} onChange={keep} />}
      </div>
      <Aside calendar={calendar} now={now} />
    </div>
  )
}
