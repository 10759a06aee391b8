import { Anchor, Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import { createBroadcast, listBroadcasts } from '../api/broadcasts.ts'
import { keys } from '../api/keys.ts'
import { sentenceOf } from '../api/request.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import classes from './broadcasts.module.css'
import { Figures, Uplift } from './Figures.tsx'
import { Moves } from './Moves.tsx'
import { StateTag } from './StateTag.tsx'
import { allOf, countOf } from './standing.ts'

/** While something runs its figures come anew so often. */
const anewMs = 3_000

/** Broadcasts and reminders: what runs, what comes next, what is done. */
export function BroadcastsPage() {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const maySend = useMay()('sendBroadcasts')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const broadcasts = useQuery({
    queryKey: keys.broadcasts(id),
    queryFn: () => listBroadcasts(id),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? anewMs : false),
  })
  const add = useMutation({
    mutationFn: () => createBroadcast(id, { name: t('newName') }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: keys.broadcasts(id), exact: true })
      navigate(`/w/${id}/broadcasts/${made.id}`)
    },
  })
  const items = broadcasts.data?.items ?? []
  const button = maySend && (
    <Button variant="filled" leftSection={<Icon name="plus" />} loading={add.isPending} onClick={() => add.mutate()}>
      {t('add')}
    </Button>
  )
  const next = items.filter(({ state }) => state === 'draft' || state === 'planned')
  const done = items.filter(({ state }) => state === 'done' || state === 'cancelled')
  return (
    <Page title={t('title')}>
      <PageHeader title={t('title')} count={items.length || undefined}>
        {items.length > 0 && button}
      </PageHeader>
      {add.error && <Banner tone="danger">{sentenceOf(add.error)}</Banner>}
      {broadcasts.isPending && <SkeletonRows rows={3} />}
      {broadcasts.isError && <ErrorState error={broadcasts.error} onRetry={() => void broadcasts.refetch()} />}
      {broadcasts.data && items.length === 0 && (
        <EmptyState icon="speakerphone" title={t('empty.title')} action={button}>
          {t('empty.sentence')}
        </EmptyState>
      )}
      <Group title={t('group.running')} items={items.filter(isRunning)} />
      <Group title={t('group.next')} items={next} />
      <Group title={t('group.done')} items={done} />
    </Page>
  )
}

const isRunning = ({ state }: BroadcastView): boolean => state === 'running' || state === 'paused'

function Group({ title, items }: { title: string; items: BroadcastView[] }) {
  if (items.length === 0) return null
  return (
    <section className={classes.group}>
      <h2>
        {title} <span className={classes.quiet}>{items.length}</span>
      </h2>
      <ul className={classes.list}>
        {items.map((broadcast) => (
          <li key={broadcast.id} className={classes.row}>
            <Row broadcast={broadcast} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ broadcast }: { broadcast: BroadcastView }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const { counts, name, createdAt, startedAt, when } = broadcast
  const sent = countOf(counts, 'sent', 'delivered', 'read')
  return (
    <>
      <div className={classes.head}>
        <div className={classes.name}>
          <Anchor component={Link} to={`/w/${id}/broadcasts/${broadcast.id}`} dir="auto">
            {name}
          </Anchor>
          <p className={classes.quiet}>
            {t(`what.${broadcast.what.kind}`)} · {t(when.kind === 'entering' ? 'kind.reminder' : 'kind.broadcast')} ·{' '}
            {startedAt ? t('startedAt', { when: formatWhen(startedAt) }) : t('madeAt', { when: formatWhen(createdAt) })}
            {!isRunning(broadcast) && allOf(counts) > 0 && ` · ${t('sentTo', { count: sent, n: formatNumber(sent) })}`}
          </p>
        </div>
        {!isRunning(broadcast) && <Uplift broadcast={broadcast} />}
        <StateTag state={broadcast.state} />
        <Moves broadcast={broadcast} menu />
      </div>
      {isRunning(broadcast) && <Figures broadcast={broadcast} />}
    </>
  )
}
