import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { dayEnds } from '#nodes/opening.ts'
import type { CalendarView } from '#schemas/api/calendar.ts'
import { closeToday, openAgain } from '../../api/calendar.ts'
import { sentenceOf } from '../../api/request.ts'
import { useMay, useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { formatWhenInSentence } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useSwitch } from '../../ui/use-switch.ts'
import { openClosure } from './Closure.tsx'
import { calendarOf, opensAfter, stateAt, timeFrom } from './calendar-words.ts'
import classes from './hours.module.css'

export interface ClosedTodayProps {
  calendar: CalendarView
  now: string
  onChange(next: CalendarView): unknown
}

/** The switch for a day on which everything is different: it counts at once and ends by itself. */
export function ClosedToday({ calendar, now, onChange }: ClosedTodayProps) {
  const { t } = useTranslation('settings')
  const { id } = useWorkspace()
  const mayClose = useMay()('closeToday')
  const { closed, timeZone } = calendar
  const shut = useSwitch(closed !== undefined, async (on) => onChange(await (on ? closeToday(id, {}) : openAgain(id))))
  const endsWithDay = closed?.until === dayEnds(calendarOf(calendar), now)
  const state = stateAt(calendarOf(calendar), now)
  const title = closed?.reason ? t('hours.today.because', { reason: closed.reason }) : t('hours.today.closed')
  return (
    <>
      <section
        className={classes.today}
        data-state={closed ? 'shut' : state.open ? 'open' : 'closed'}
        aria-label={t('hours.today.switch')}
      >
        <Icon name={closed ? 'alert-triangle' : state.open ? 'circle-check' : 'moon'} size={20} />
        <p className={classes.grow} aria-live="polite">
          <strong>
            <bdi>{closed ? title : state.sentence}</bdi>
          </strong>
          <small>
            {closed ? (
              <Closed calendar={calendar} closed={closed} />
            ) : (
              t(calendar.week ? 'hours.today.byHours' : 'hours.today.noHours')
            )}
          </small>
        </p>
        {mayClose && (
          <div className={classes.acts}>
            {closed && (
              <Button size="xs" onClick={() => openClosure({ workspaceId: id, timeZone, closed, onDone: onChange })}>
                {t(endsWithDay ? 'hours.today.untilEnd' : 'hours.today.until', { when: timeFrom(now, closed.until) })}
              </Button>
            )}
            <Switch
              label={t('hours.today.switch')}
              labelPosition="left"
              checked={shut.on}
              onChange={(event) => shut.turn(event.currentTarget.checked)}
            />
          </div>
        )}
      </section>
      {shut.error && <Banner tone="danger">{sentenceOf(shut.error)}</Banner>}
    </>
  )
}

/** Who closed when, and when it is open again. */
function Closed({ calendar, closed }: { calendar: CalendarView; closed: NonNullable<CalendarView['closed']> }) {
  const { t } = useTranslation('settings')
  const opens = opensAfter(calendar)
  return (
    <>
      {t('hours.today.by', { name: closed.by.name, when: formatWhenInSentence(closed.from) })}{' '}
      {opens ? t('hours.today.opens', { when: timeFrom(closed.from, opens) }) : t('hours.today.ends')}
    </>
  )
}
