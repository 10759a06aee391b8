import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BroadcastView } from '#schemas/api/broadcasts.ts'
import { beginDryRun, getDryRun, moveBroadcast } from '../api/broadcasts.ts'
import { keys } from '../api/keys.ts'
import { ApiError, sentenceOf } from '../api/request.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { Banner } from '../ui/Banner.tsx'
import { formatNumber, formatWhen } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import classes from './broadcasts.module.css'
import { Reason } from './People.tsx'
import { countOf } from './standing.ts'

const askOnMs = 1_000

/** Who would get it now, who would not and why; and the button that starts it. */
export function BeforeItStarts({ broadcast, dirty }: { broadcast: BroadcastView; dirty: boolean }) {
  const { t } = useTranslation('broadcasts')
  const { id } = useWorkspace()
  const maySend = useMay()('sendBroadcasts')
  const queries = useQueryClient()
  const key = keys.dryRun(id, broadcast.id)
  const dry = useQuery({
    queryKey: key,
    queryFn: () => getDryRun(id, broadcast.id),
    retry: false,
    enabled: broadcast.checkedAt !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'queued' || state.data?.state === 'running' ? askOnMs : false),
  })
  const ask = useMutation({
    mutationFn: () => beginDryRun(id, broadcast.id),
    onSuccess: async (begun) => {
      queries.setQueryData(key, begun)
      await queries.invalidateQueries({ queryKey: keys.broadcast(id, broadcast.id), exact: true })
    },
  })
  const start = useMutation({
    mutationFn: () => moveBroadcast(id, broadcast.id, 'start'),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.broadcasts(id) }),
  })
  const { data } = dry
  const isOver = data?.state === 'done'
  const counts = data?.counts ?? {}
  const gets = countOf(counts, 'go', 'later')
  const heldOut = countOf(counts, 'held-out')
  const not = countOf(counts, 'skipped')
  const ofState = (...states: string[]) =>
    Object.entries(counts)
      .filter(([standing]) => states.includes(standing.split('.', 1)[0] ?? ''))
      .sort(([, one], [, other]) => other - one)
  return (
    <aside className={classes.side}>
      <section>
        <header className={classes.head}>
          <h2>{t('before.title')}</h2>
          {data && <span className={classes.quiet}>{t('before.at', { when: formatWhen(data.at) })}</span>}
          {maySend && (
            <Button
              size="xs"
              leftSection={<Icon name="refresh" size={14} />}
              loading={ask.isPending}
              disabled={dirty}
              onClick={() => ask.mutate()}
            >
              {t('before.ask')}
            </Button>
          )}
        </header>
        {dry.isLoading && <Skeleton />}
        {!data && !dry.isLoading && <p className={classes.quiet}>{t('before.never')}</p>}
        {ask.error && <Banner tone="danger">{sentenceOf(ask.error)}</Banner>}
        {data && !isOver && <p role="status">{t('before.counting', { n: formatNumber(data.done) })}</p>}
        {data && (
          <>
            <div className={classes.bar} aria-hidden="true">
              <i data-part="arrived" style={{ flexGrow: gets }} />
              <i data-part="out" style={{ flexGrow: heldOut }} />
              <i data-part="held" style={{ flexGrow: not }} />
            </div>
            <h3>{t('before.gets', { count: gets, n: formatNumber(gets) })}</h3>
            <ul className={classes.reasons}>
              {ofState('go', 'later').map(([standing, count]) => (
                <Reason key={standing} broadcastId={broadcast.id} standing={standing} count={count} dry />
              ))}
            </ul>
            {heldOut > 0 && (
              <ul className={classes.reasons}>
                <Reason broadcastId={broadcast.id} standing="held-out" count={heldOut} dry />
              </ul>
            )}
            {not > 0 && (
              <>
                <h3>{t('before.not', { count: not, n: formatNumber(not) })}</h3>
                <ul className={classes.reasons}>
                  {ofState('skipped').map(([standing, count]) => (
                    <Reason key={standing} broadcastId={broadcast.id} standing={standing} count={count} dry />
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </section>
      {maySend && (
        <footer>
          {start.error && <Problems error={start.error} />}
          <Button fullWidth variant="filled" loading={start.isPending} disabled={dirty} onClick={() => start.mutate()}>
            {t(startWords(broadcast), { count: gets, n: formatNumber(gets) })}
          </Button>
          <p className={classes.quiet}>{t(dirty ? 'before.saveFirst' : `before.then.${broadcast.when.kind}`)}</p>
        </footer>
      )}
    </aside>
  )
}

const startWords = ({ when }: BroadcastView) => `before.start.${when.kind}` as const

/** What it still needs, field by field. */
function Problems({ error }: { error: unknown }) {
  const problems = error instanceof ApiError ? (error.problem.problems ?? []) : []
  if (problems.length === 0) return <Banner tone="danger">{sentenceOf(error)}</Banner>
  return problems.map(({ path, message }) => (
    <Banner key={path} tone="danger">
      <Problem path={path} message={message} />
    </Banner>
  ))
}

function Problem({ path, message }: { path: string; message: string }) {
  const { t } = useTranslation('broadcasts')
  const place = path.split('/')[1] ?? ''
  return (
    <>
      {t(`place.${place as 'whom'}`, { defaultValue: place })} {message}
    </>
  )
}
