import { Button, FileButton } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ImportView } from '#schemas/api/imports.ts'
import { listImports, tryFile } from '../../api/imports.ts'
import { keys } from '../../api/keys.ts'
import { sentenceOf } from '../../api/request.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { BackLink } from '../../ui/BackLink.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { openExport } from './ExportDialog.tsx'
import { ImportStateTag } from './ImportState.tsx'
import classes from './imports.module.css'

/** Files of people that were imported, or could be; and where the next one is brought. */
export function ImportsPage() {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const found = useInfiniteQuery({
    queryKey: keys.imports(w),
    queryFn: ({ pageParam }) => listImports(w, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const head = (
    <>
      <th>{t('file')}</th>
      <th data-wide>{t('outcome')}</th>
      <th>{t('state')}</th>
    </>
  )
  return (
    <Page title={t('title')}>
      <BackLink to={`/w/${w}/contacts`}>{t('contacts')}</BackLink>
      <PageHeader title={t('title')}>
        <Button
          leftSection={<Icon name="download" />}
          onClick={() => openExport({ workspaceId: w, whom: t('export.everybody') })}
        >
          {t('export.open')}
        </Button>
      </PageHeader>
      <Bring />
      {found.isPending && <SkeletonRows rows={3} height={56} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && (
        <EmptyState icon="file-import" title={t('empty.title')}>
          {t('empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('title')} head={head}>
          {items.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </Table>
      )}
      {found.hasNextPage && (
        <Button fullWidth mt={12} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}

function Row({ one }: { one: ImportView }) {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const counts = (['made', 'changed', 'refused'] as const)
    .filter((outcome) => one.counts[outcome] > 0)
    .map((outcome) => `${t(`report.counts.${outcome}`)} ${formatNumber(one.counts[outcome])}`)
    .join(' · ')
  return (
    <tr>
      <td>
        <Named
          name={one.name}
          below={t('by', { name: one.by.name, when: formatWhen(one.createdAt) })}
          onPhone={<small>{counts}</small>}
          to={`/w/${w}/contacts/imports/${one.id}`}
        />
      </td>
      <td data-wide>{counts || '–'}</td>
      <td>
        <ImportStateTag state={one.state} />
      </td>
    </tr>
  )
}

/** Where a file is chosen or dropped. It is tried at once: what would come of it stands on its own page. */
function Bring() {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const navigate = useNavigate()
  const resetFile = useRef<() => void>(null)
  const [over, setOver] = useState(false)
  const [workbook, setWorkbook] = useState<string>()
  const bring = useMutation({
    mutationFn: (file: File) => tryFile(w, file),
    onSuccess: ({ id }) => navigate(`/w/${w}/contacts/imports/${id}`),
    onSettled: () => resetFile.current?.(),
  })
  const take = (file: File | null | undefined) => {
    if (!file || bring.isPending) return
    const isWorkbook = /\.(xlsx?|ods|numbers)$/i.test(file.name)
    setWorkbook(isWorkbook ? file.name : undefined)
    if (!isWorkbook) bring.mutate(file)
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <>
      {bring.error && <Banner tone="danger">{sentenceOf(bring.error)}</Banner>}
      {workbook && <Banner tone="warn">{t('notCsv', { name: workbook })}</Banner>}
      <section
        className={classes.drop}
        data-over={over || undefined}
        aria-label={t('drop')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <Icon name="file-import" size={24} flip />
        <div>
          <strong>{t('drop')}</strong>
          <p>{t('dropHint')}</p>
        </div>
        <FileButton resetRef={resetFile} accept=".csv,.tsv,.txt,text/csv" onChange={take}>
          {(props) => (
            <Button {...props} variant="filled" loading={bring.isPending}>
              {t('choose')}
            </Button>
          )}
        </FileButton>
      </section>
    </>
  )
}
