import { ActionIcon, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '#nodes/dates.ts'
import { hoursToldDays } from '#runtime/metrics/by-hour.ts'
import type { StatisticsByHour } from '#schemas/api/statistics.ts'
import { useDocument, useView } from '../../open-flow/flow-editor.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDate, formatDays, formatTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton, useLate } from '../../ui/Skeleton.tsx'
import { placeOf } from '../try/times.ts'
import { Definition } from './Definition.tsx'
import { exportHours } from './export-hours.ts'
import { DaysByHour, Week } from './HourCharts.tsx'
import classes from './hours.module.css'
import { type HoursPeriod, lastDays, mostDaysApart } from './periods.ts'
import { useAbout } from './use-about.ts'
import { useHourWords } from './use-hour-words.ts'
import { useHours } from './use-hours.ts'

/** When people begin the flow, or come to one node: of a few days every hour, of more the hours of the week. */
export function ByHour({ nodeId }: { nodeId?: string }) {
  const { t } = useTranslation('panels')
  const { query, period } = useHours(nodeId)
  const { data, error } = query
  if (!period)
    return (
      <EmptyState icon="clock" title={t('hours.tooOld')} action={<ShowKept />}>
        {t('hours.tooOldSentence', { count: hoursToldDays })}
      </EmptyState>
    )
  return (
    <>
      {period.from === period.to && <DayPager {...period} />}
      {period.cut && (
        <p className={classes.quiet}>
          {t('hours.cut', { count: hoursToldDays, days: formatDays(period.from, period.to, period.today) })}
        </p>
      )}
      {data ? <Counted counted={data} nodeId={nodeId} /> : error ? null : <OnItsWay />}
      {error &&
        (data ? (
          <p className={classes.quiet} role="status">
            {t('hours.updated', { time: formatTime(data.updatedAt) })}
          </p>
        ) : (
          <ErrorState error={error} onRetry={() => void query.refetch()} />
        ))}
    </>
  )
}

function Counted({ counted, nodeId }: { counted: StatisticsByHour; nodeId: string | undefined }) {
  const { t } = useTranslation('panels')
  const { timeZone } = useWorkspace()
  const name = useDocument((document) => document.flow.name)
  const about = useAbout()
  const ofNode = nodeId !== undefined
  const words = useHourWords(ofNode)
  const [asTable, setAsTable] = useState(false)
  const { from, to, knownFrom, count, hours, week } = counted
  const isWeek = new Set(hours.map(({ day }) => day)).size > mostDaysApart
  const known = knownFrom && <p className={classes.quiet}>{t('hours.knownFrom', { day: formatDate(knownFrom) })}</p>
  if (isWeek && knownFrom && week.length === 0)
    return (
      <EmptyState icon="clock" title={t('hours.unknown')}>
        {t('hours.unknownSentence', { day: formatDate(knownFrom) })}
      </EmptyState>
    )
  if (count === 0)
    return (
      <>
        <EmptyState icon="clock" title={ofNode ? t('statistics.none') : t('hours.none')}>
          {ofNode ? t('hours.noneHere') : t('hours.noneSentence')}
        </EmptyState>
        {known}
      </>
    )
  const place = placeOf(timeZone)
  // One day stands in the pager.
  const days = from === to ? undefined : formatDays(from, to)
  return (
    <>
      <div className={classes.head}>
        <h3>{isWeek ? t('hours.week') : words.sum(count, days)}</h3>
        <Definition of={isWeek ? 'week' : 'byHour'} />
      </div>
      <p className={classes.quiet}>
        {isWeek ? t('hours.mean', { sum: words.sum(count, days), place }) : t('hours.zone', { place })}
      </p>
      {isWeek ? (
        <Week counted={counted} ofNode={ofNode} asTable={asTable} />
      ) : (
        <DaysByHour counted={counted} ofNode={ofNode} asTable={asTable} />
      )}
      {known}
      <div className={classes.foot}>
        <Button variant="subtle" size="xs" onClick={() => setAsTable(!asTable)}>
          {asTable ? t('hours.asChart') : t('hours.asTable')}
        </Button>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Icon name="download" size={14} />}
          onClick={() => exportHours(name, nodeId, counted, about)}
        >
          {t('statistics.export')}
        </Button>
      </div>
    </>
  )
}

/** From one day to the one before and the one after, as far as hours are kept. */
function DayPager({ from, today }: HoursPeriod) {
  const { t } = useTranslation('panels')
  const filter = useView((view) => view.filterStatistics)
  const go = (days: number) => {
    const day = addDays(from, days)
    filter({ from: day, to: day })
  }
  return (
    <div className={classes.pager}>
      <ActionIcon
        size="sm"
        aria-label={t('hours.before')}
        disabled={from <= addDays(today, 1 - hoursToldDays)}
        onClick={() => go(-1)}
      >
        <Icon name="chevron-left" flip />
      </ActionIcon>
      <strong aria-live="polite">{formatDate(from)}</strong>
      <ActionIcon size="sm" aria-label={t('hours.after')} disabled={from >= today} onClick={() => go(1)}>
        <Icon name="chevron-right" flip />
      </ActionIcon>
    </div>
  )
}

function ShowKept() {
  const { t } = useTranslation('panels')
  const { timeZone } = useWorkspace()
  const filter = useView((view) => view.filterStatistics)
  const days = 30
  return (
    <Button size="xs" onClick={() => filter(lastDays(days, timeZone))}>
      {t('hours.lastDays', { count: days })}
    </Button>
  )
}

/** The shape of what is on its way; nothing for the first 200 ms. */
function OnItsWay() {
  const late = useLate(200)
  return (
    <div className={classes.coming} aria-hidden="true">
      {late && (
        <>
          <Skeleton width="40%" />
          <Skeleton width="60%" />
          {Array.from({ length: 7 }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
            <Skeleton key={row} height={18} radius={3} />
          ))}
        </>
      )}
    </div>
  )
}
