import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { ImportChange, ImportState, ImportView } from '#schemas/api/imports.ts'
import { cancelImport, checkImport, deleteImport, getImport, startImport, undoImport } from '../../api/imports.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { BackLink } from '../../ui/BackLink.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Columns } from './Columns.tsx'
import { Conflict } from './Conflict.tsx'
import { HowRead } from './HowRead.tsx'
import { ImportStateTag } from './ImportState.tsx'
import classes from './imports.module.css'
import { Report } from './Report.tsx'

const underWay: readonly ImportState[] = ['checking', 'running', 'undoing']
const lookAgainMs = 1_000

/** A file of people from being read to being imported, and back: how it is read, what its columns are, what would come of it. */
export function ImportPage() {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const { importId = '' } = useParams()
  const queries = useQueryClient()
  const queryKey = keys.import(w, importId)
  const found = useQuery({
    queryKey,
    queryFn: () => getImport(w, importId),
    refetchInterval: ({ state: { data } }) => (data && underWay.includes(data.state) ? lookAgainMs : false),
  })
  const act = useMutation({
    mutationFn: (what: () => Promise<ImportView>) => what(),
    onSuccess: (view) => {
      queries.setQueryData(queryKey, view)
      void queries.invalidateQueries({ queryKey: keys.imports(w) })
    },
  })
  const view = found.data
  const title = view?.name ?? t('title')
  return (
    <Page title={title}>
      <BackLink to={`/w/${w}/contacts/imports`}>{t('back')}</BackLink>
      <PageHeader title={title}>
        {view && <Actions view={view} busy={act.isPending} onAct={(what) => act.mutate(what)} />}
      </PageHeader>
      {act.error && <Banner tone="danger">{sentenceOf(act.error)}</Banner>}
      {found.isPending && <SkeletonRows rows={6} />}
      {found.isError && !view && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {view && (
        <div className={classes.parts}>
          <Progress view={view} />
          {view.problem && <Banner tone="warn">{t(`problem.${view.problem}`)}</Banner>}
          {view.startable && (
            <Settings
              view={view}
              busy={act.isPending || view.state === 'running' || view.state === 'undoing'}
              onChange={(change) => act.mutate(() => checkImport(w, importId, change))}
            />
          )}
          {!view.problem && view.state !== 'read' && <Report view={view} />}
        </div>
      )}
    </Page>
  )
}

function Settings({ view, busy, onChange }: { view: ImportView; busy: boolean; onChange(change: ImportChange): void }) {
  return (
    <>
      <HowRead options={view.options} busy={busy} onChange={onChange} />
      <Columns view={view} busy={busy} onChange={(columns) => onChange({ columns })} />
      <Conflict rule={view.options.conflict} busy={busy} onChange={(conflict) => onChange({ conflict })} />
    </>
  )
}

function Progress({ view }: { view: ImportView }) {
  const { t } = useTranslation('imports')
  const { state, done, of, by, createdAt } = view
  const going = underWay.includes(state)
  const shown = { done: formatNumber(done), of: formatNumber(Math.max(of ?? done, done)) }
  const far = of === undefined ? t('progressAlone', shown) : t('progress', shown)
  return (
    <div className={classes.far} aria-live="polite">
      <ImportStateTag state={state} />
      <span>{t('by', { name: by.name, when: formatWhen(createdAt) })}</span>
      {going && <progress max={Math.max(of ?? 0, done, 1)} value={done} aria-label={far} />}
      {going && <span>{far}</span>}
      {state === 'cancelled' && view.undoable && <span>{t('stopped')}</span>}
      {state === 'failed' && <span>{t('failed')}</span>}
      {state === 'undone' && <span>{t('undo.done', { count: view.putBack ?? 0 })}</span>}
    </div>
  )
}

function Actions({ view, busy, onAct }: { view: ImportView; busy: boolean; onAct(what: () => Promise<ImportView>): void }) {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { id, state, counts, undoable, startable, problem } = view
  const going = underWay.includes(state)
  const throwAway = async () => {
    await deleteImport(w, id)
    navigate(`/w/${w}/contacts/imports`)
    await queries.invalidateQueries({ queryKey: keys.imports(w) })
  }
  const askDelete = () =>
    confirm({
      title: t('delete.title'),
      children: t('delete.sentence'),
      action: t('delete.action'),
      danger: true,
      onConfirm: throwAway,
    })
  const askUndo = () =>
    confirm({
      title: t('undo.title'),
      children: t('undo.sentence'),
      action: t('undo.action'),
      danger: true,
      onConfirm: () => onAct(() => undoImport(w, id)),
    })
  const count = counts.made + counts.changed
  return (
    <>
      {!going && <Button onClick={askDelete}>{t('delete.action')}</Button>}
      {(state === 'checking' || state === 'running') && (
        <Button disabled={busy} onClick={() => onAct(() => cancelImport(w, id))}>
          {t('cancel')}
        </Button>
      )}
      {undoable && state !== 'running' && (
        <Button disabled={busy} leftSection={<Icon name="arrow-back-up" flip />} onClick={askUndo}>
          {t('undo.action')}
        </Button>
      )}
      {startable && !problem && state === 'checked' && (
        <Button variant="filled" disabled={busy || count === 0} onClick={() => onAct(() => startImport(w, id))}>
          {count === 0 ? t('startNone') : t('start', { count, formatted: formatNumber(count) })}
        </Button>
      )}
    </>
  )
}
