import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#schemas/api/jobs.ts'
import { cancelJob, listJobs } from '../../api/jobs.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../../ui/format.ts'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag, type TagProps } from '../../ui/Tag.tsx'
import classes from './jobs.module.css'

/** Work that takes longer than a click: what is under way and what became of the rest, of everybody here. */
export function JobsPage() {
  const { t } = useTranslation(['settings', 'shell'])
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const queryKey = keys.jobs(w)
  const jobs = useQuery({ queryKey, queryFn: () => listJobs(w) })
  const stop = useMutation({
    mutationFn: (id: string) => cancelJob(w, id),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  const items = jobs.data?.items ?? []
  const head = (
    <>
      <th>{t('jobs.what')}</th>
      <th>{t('jobs.state')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('jobs.title')}>
      <PageHeader title={t('jobs.title')} />
      {stop.error && <Banner tone="danger">{sentenceOf(stop.error)}</Banner>}
      {jobs.isPending && <SkeletonRows rows={3} />}
      {jobs.isError && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.data && items.length === 0 && (
        <EmptyState icon="list-check" title={t('jobs.empty.title')}>
          {t('jobs.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('jobs.title')} head={head}>
          {items.map((job) => (
            <Row key={job.id} job={job} onStop={() => stop.mutate(job.id)} />
          ))}
        </Table>
      )}
    </Page>
  )
}

const looks: Record<JobView['state'], Pick<TagProps, 'tone' | 'icon'>> = {
  queued: {},
  running: { tone: 'river' },
  done: { tone: 'ok', icon: 'check' },
  failed: { tone: 'danger', icon: 'alert-triangle' },
  cancelled: {},
}

function Row({ job, onStop }: { job: JobView; onStop(): void }) {
  const { t } = useTranslation(['settings', 'shell'])
  const { state, by, createdAt, done, of, cancelWanted, endedAt, reason } = job
  const name = t(`jobs.kind.${job.kind}`, { defaultValue: job.kind })
  const shown = { done: formatNumber(done), of: formatNumber(Math.max(of ?? done, done)) }
  const far = of === undefined ? t('jobs.far', shown) : t('jobs.farOf', shown)
  return (
    <tr>
      <td>
        <Named
          name={name}
          below={t('jobs.asked', { name: by.id === 'operator' ? t('jobs.operator') : by.name, when: formatWhen(createdAt) })}
        >
          {reason && <small>{t(`jobs.reason.${reason.code}`)}</small>}
        </Named>
      </td>
      <td>
        <span className={classes.far}>
          <Tag {...looks[state]}>{t(cancelWanted && !endedAt ? 'jobs.stopping' : `jobs.states.${state}`)}</Tag>
          <small>{far}</small>
          {!endedAt && of !== undefined && <progress value={done} max={Math.max(of, done, 1)} aria-label={`${name}: ${far}`} />}
        </span>
      </td>
      <td data-end>
        {job.cancellable && !cancelWanted && (
          <Button size="xs" variant="subtle" onClick={onStop} aria-label={t('jobs.stopLabel', { name })}>
            {t('jobs.stop')}
          </Button>
        )}
      </td>
    </tr>
  )
}
