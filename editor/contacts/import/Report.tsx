import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow, ImportView } from '#schemas/api/imports.ts'
import { type RowOutcome, rowOutcomes } from '#schemas/people-file.ts'
import { listImportRows, refusedRows } from '../../api/imports.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { saveBlob } from '../../ui/save-file.ts'
import { Table } from '../../ui/Table.tsx'
import classes from './imports.module.css'

/** How many rows become what, each of which opens the rows; why rows stay out stands beside them. */
export function Report({ view }: { view: ImportView }) {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const [chosen, setChosen] = useState<RowOutcome>()
  const { id, name, counts, state } = view
  const outcome = chosen ?? (counts.refused > 0 ? 'refused' : (rowOutcomes.find((one) => counts[one] > 0) ?? 'made'))
  const save = useMutation({
    mutationFn: () => refusedRows(w, id),
    onSuccess: (bytes) => saveBlob(`${name.replace(/\.\w{1,4}$/, '')} - refused.csv`, bytes),
  })
  return (
    <section className={classes.section}>
      <h2>{t(state === 'checking' || state === 'checked' ? 'report.would' : 'report.was')}</h2>
      <div className={classes.counts} role="tablist" aria-label={t('report.would')}>
        {rowOutcomes.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === outcome}
            data-outcome={one}
            className={classes.count}
            onClick={() => setChosen(one)}
          >
            <strong>{formatNumber(counts[one])}</strong>
            <span>{t(`report.counts.${one}`)}</span>
          </button>
        ))}
      </div>
      {save.error && <Banner tone="danger">{sentenceOf(save.error)}</Banner>}
      {outcome === 'refused' && counts.refused > 0 && (
        <div className={classes.foot}>
          <Button size="xs" leftSection={<Icon name="download" />} loading={save.isPending} onClick={() => save.mutate()}>
            {t('report.download')}
          </Button>
          <small>{t('report.downloaded')}</small>
        </div>
      )}
      <Rows view={view} outcome={outcome} />
    </section>
  )
}

function Rows({ view, outcome }: { view: ImportView; outcome: RowOutcome }) {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const { id, counts, state, endedAt } = view
  const rows = useInfiniteQuery({
    // Rows of another try are others, and more of them come while it goes on.
    queryKey: keys.importRows(w, id, `${outcome} ${state} ${endedAt ?? counts[outcome]}`),
    queryFn: ({ pageParam }) => listImportRows(w, id, outcome, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
    enabled: counts[outcome] > 0,
  })
  if (counts[outcome] === 0) return <p className={classes.quiet}>{t('report.none')}</p>
  if (rows.isPending) return <SkeletonRows rows={3} />
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
  const items = rows.data.pages.flatMap((page) => page.items)
  const head = (
    <>
      <th>{t('report.cells')}</th>
      {outcome === 'refused' && <th data-wide>{t('report.why')}</th>}
      <th data-end>{t('report.row')}</th>
    </>
  )
  return (
    <>
      {outcome !== 'refused' && <p className={classes.quiet}>{t('report.first')}</p>}
      <Table label={t(`report.counts.${outcome}`)} head={head}>
        {items.map((row) => (
          <Row key={row.row} row={row} view={view} />
        ))}
      </Table>
      {rows.hasNextPage && (
        <Button fullWidth mt={12} loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {t('report.more')}
        </Button>
      )}
    </>
  )
}

function Row({ row, view: { columns } }: { row: ImportRow; view: ImportView }) {
  const { t } = useTranslation('imports')
  const said = row.cells.filter((cell) => cell.trim() !== '').join(' · ')
  const nameOf = (column: number): string => columns[column]?.heading || t('columns.number', { number: column + 1 })
  const why = row.problems.map(({ code, column, value }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they stand in the order of the columns
    <span key={i}>{t(`why.${code}`, { column: column === undefined ? t('wholeRow') : nameOf(column), value: value ?? '' })}</span>
  ))
  return (
    <tr>
      <td>
        <span className={classes.cells} title={said}>
          <bdi>{said}</bdi>
        </span>
        {why.length > 0 && <span className={classes.whyOnPhone}>{why}</span>}
      </td>
      {row.outcome === 'refused' && (
        <td data-wide>
          <span className={classes.why}>{why}</span>
        </td>
      )}
      <td data-end>{formatNumber(row.line)}</td>
    </tr>
  )
}
