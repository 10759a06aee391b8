import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { instantOf, localIso } from '#nodes/dates.ts'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { listCalendarUsers } from '../../api/calendar.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Icon } from '../../ui/Icon.tsx'
import classes from './aside.module.css'
import { calendarOf, stateAt } from './calendar-words.ts'

/** What hangs on the hours: the flows that ask, who may close a day, and any moment to check. */
export function Aside({ calendar, now }: { calendar: CalendarView; now: string }) {
  const { t } = useTranslation('settings')
  return (
    <aside className={classes.aside} aria-label={t('hours.aside')}>
      <Users />
      <section>
        <h2>{t('hours.who.title')}</h2>
        <p>{t('hours.who.sentence')}</p>
      </section>
      <Check calendar={calendar} now={now} />
    </aside>
  )
}

function Users() {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const mayOpen = useMay()('readFlows')
  const users = useQuery({ queryKey: keys.calendarUsers(id), queryFn: () => listCalendarUsers(id) })
  const items = users.data?.items ?? []
  return (
    <section aria-busy={users.isPending}>
      <h2>{users.data && items.length > 0 ? t('hours.users.count', { count: items.length }) : t('hours.users.title')}</h2>
      {users.isError && <Banner tone="danger">{sentenceOf(users.error)}</Banner>}
      {users.data && items.length === 0 && <p>{t('hours.users.none', { place: '{{ next_opening }}' })}</p>}
      <ul className={classes.users}>
        {items.map(({ flowId, name, live }) => (
          <li key={flowId}>
            <span className={classes.tile}>
              <Icon name="route" />
            </span>
            {mayOpen ? (
              <Link to={`/w/${id}/flows/${flowId}`} dir="auto">
                {name}
              </Link>
            ) : (
              <span dir="auto">{name}</span>
            )}
            <small>{t(live ? 'hours.users.live' : 'hours.users.draft')}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Any moment, on the clocks of the business: is it open then? */
function Check({ calendar, now }: { calendar: CalendarView; now: string }) {
  const { t } = useTranslation('settings')
  const { timeZone } = calendar
  const [moment, setMoment] = useState(() => localIso(now, timeZone).slice(0, 16))
  const [day = '', time = ''] = moment.split('T')
  // A minute is what it comes to: who closes in the middle of it is closed.
  const state = day && time ? stateAt(calendarOf(calendar), instantOf(day, `${time}:59`, timeZone)) : undefined
  return (
    <section>
      <h2>{t('hours.check.title')}</h2>
      <TextInput
        type="datetime-local"
        aria-label={t('hours.check.label')}
        value={moment}
        onChange={(event) => setMoment(event.currentTarget.value)}
      />
      <output className={classes.checked} data-open={state?.open}>
        {state && (
          <>
            <Icon name={state.open ? 'circle-check' : 'moon'} size={14} />
            {state.sentence}
          </>
        )}
      </output>
    </section>
  )
}
