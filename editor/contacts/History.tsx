import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useInfiniteQuery } from '@tanstack/react-query'
import i18next, { type TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ContactDetail, HistoryEntry } from '#schemas/api/contacts.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { getStages, listContactFields } from '../api/contact-fields.ts'
import { listContactHistory } from '../api/contacts.ts'
import { keys } from '../api/keys.ts'
import { queries } from '../api/queries.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatCalendarDay, formatDayTime, listed } from '../ui/format.ts'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import classes from './contact.module.css'

interface Start {
  workspaceId: string
  contact: ContactDetail
}

/** Who changed what of a person, and when. */
export function openHistory(start: Start): void {
  modals.open({
    title: i18next.t('contacts:history.title', { name: start.contact.name ?? i18next.t('contacts:someone') }),
    size: 560,
    children: <History {...start} />,
  })
}

/** What ids in the history are called. */
interface Names {
  field(name: string): string
  stage(id: string): string
}

function History({ workspaceId: w, contact }: Start) {
  const { t } = useTranslation('contacts')
  const history = useInfiniteQuery({
    queryKey: keys.contactHistory(w, contact.id),
    queryFn: async ({ pageParam }) => {
      const [page, fields, stages] = await Promise.all([
        listContactHistory(w, contact.id, pageParam),
        queries.ensureQueryData({ queryKey: keys.contactFields(w), queryFn: () => listContactFields(w) }),
        queries.ensureQueryData({ queryKey: keys.stages(w), queryFn: () => getStages(w) }),
      ])
      const names: Names = {
        field: (name) => fields.items.find((one) => one.name === name)?.label ?? name,
        stage: (id) => stages.stages.find((one) => one.id === id)?.name ?? id,
      }
      return { ...page, names }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const entries = (history.data?.pages ?? []).flatMap(({ items, names }) => items.map((entry) => ({ entry, names })))
  return (
    <>
      {history.isPending && <SkeletonRows rows={4} height={48} />}
      {history.isError && entries.length === 0 && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {history.isSuccess && entries.length === 0 && <p className={classes.quiet}>{t('history.empty')}</p>}
      <ol className={classes.log}>
        {entries.map(({ entry, names }) => (
          <li key={entry.id}>
            <ul>
              {changesIn(entry, names, t).map((change) => (
                <li key={change} dir="auto">
                  {change}
                </li>
              ))}
            </ul>
            <small>
              {formatDayTime(entry.at)} · <bdi>{whoIn(entry, t)}</bdi>
            </small>
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button fullWidth mt={12} loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

type T = TFunction<'contacts'>

/** A person of ours by name, a token, a node of a flow; else by what kind of thing it was. */
function whoIn({ source, by }: HistoryEntry, t: T): string {
  const how = i18next.exists(`contacts:history.by.${source}`) ? t(`history.by.${source as 'edit'}`) : t('history.by.flow')
  return by?.name ? `${by.name} (${how})` : how
}

const personFacts = ['name', 'phone', 'email', 'language', 'timeZone', 'birthday', 'stage', 'optedOut'] as const

function changesIn({ contact = {}, fields = {}, tags, came }: HistoryEntry, names: Names, t: T): string[] {
  const facts = personFacts.flatMap((fact) => {
    const value = contact[fact]
    if (value === undefined) return []
    if (fact === 'optedOut') return [t(value ? 'history.stopped' : 'history.started')]
    const label = t(`fact.${fact}`)
    return [
      value === null
        ? t('history.gone', { fact: label })
        : t('history.now', { fact: label, value: factSaid(fact, value, names) }),
    ]
  })
  const own = Object.entries(fields).map(([name, value]) => {
    const fact = names.field(name)
    if (value === null) return t('history.gone', { fact })
    const said = typeof value === 'boolean' ? t(`yesNo.${value}`) : Array.isArray(value) ? listed(value) : String(value)
    return t('history.now', { fact, value: said })
  })
  const marks = [
    ...(tags?.add.length ? [t('history.tagged', { tags: listed(tags.add), count: tags.add.length })] : []),
    ...(tags?.remove.length ? [t('history.untagged', { tags: listed(tags.remove), count: tags.remove.length })] : []),
  ]
  const way = came ? [[t(`came.kind.${came.kind}`), came.label].filter(Boolean).join(' ')] : []
  const changes = [...facts, ...own, ...marks, ...way]
  return changes.length > 0 ? changes : [t('history.other')]
}

function factSaid(fact: (typeof personFacts)[number], value: string | boolean, names: Names): string {
  if (typeof value === 'boolean') return String(value)
  if (fact === 'stage') return names.stage(value)
  if (fact === 'language') return ownLanguageName(value)
  return fact === 'birthday' ? formatCalendarDay(value) : value
}
