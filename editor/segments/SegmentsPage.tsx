import { Anchor, Button, Menu } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SegmentView } from '#schemas/api/segments.ts'
import { keys } from '../api/keys.ts'
import { deleteSegment, listSegments } from '../api/segments.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { confirm } from '../ui/confirm.tsx'
import { DotsMenu } from '../ui/DotsMenu.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { Table } from '../ui/Table.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './segments.module.css'
import { useSegmentWords } from './words.ts'

/** The segments of a workspace. */
export function SegmentsPage() {
  const { t } = useTranslation('segments')
  const { id } = useWorkspace()
  const mayChange = useMay()('changeSegments')
  const segments = useQuery({ queryKey: keys.segments(id), queryFn: () => listSegments(id) })
  const items = segments.data?.items ?? []
  const add = mayChange && (
    <Button component={Link} to={`/w/${id}/segments/new`} variant="filled" leftSection={<Icon name="plus" />}>
      {t('add')}
    </Button>
  )
  const head = (
    <>
      <th>{t('segment')}</th>
      <th data-end>{t('members')}</th>
      <th data-wide>{t('changed')}</th>
      <th>
        <span className="al-hidden">{t('actions')}</span>
      </th>
    </>
  )
  return (
    <Page title={t('title')}>
      <PageHeader title={t('title')} count={items.length || undefined}>
        {items.length > 0 && add}
      </PageHeader>
      {segments.isPending && <SkeletonRows rows={3} />}
      {segments.isError && <ErrorState error={segments.error} onRetry={() => void segments.refetch()} />}
      {segments.data && items.length === 0 && (
        <EmptyState icon="users" title={t('empty.title')} action={add}>
          {t('empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('title')} head={head}>
          {items.map((segment) => (
            <Row key={segment.id} segment={segment} />
          ))}
        </Table>
      )}
    </Page>
  )
}

function Row({ segment }: { segment: SegmentView }) {
  const { t } = useTranslation('segments')
  const { id } = useWorkspace()
  const { sentence } = useSegmentWords()
  const { name, rules, members, changedAt, problems } = segment
  return (
    <tr>
      <td>
        <Anchor component={Link} to={`/w/${id}/segments/${segment.id}`} dir="auto">
          {name}
        </Anchor>
        {problems.length > 0 && (
          <Tag tone="warn" icon="alert-triangle">
            {t('gone')}
          </Tag>
        )}
        <p className={classes.rules} dir="auto">
          {sentence(rules)}
        </p>
      </td>
      <td data-end>{members ? formatNumber(members.count) : <span className={classes.quiet}>{t('counted')}</span>}</td>
      <td data-wide className={classes.quiet}>
        {formatWhen(changedAt)}
      </td>
      <td data-end>
        <SegmentMenu segment={segment} />
      </td>
    </tr>
  )
}

function SegmentMenu({ segment }: { segment: SegmentView }) {
  const { t } = useTranslation('segments')
  const { id } = useWorkspace()
  const mayChange = useMay()('changeSegments')
  const queries = useQueryClient()
  const { name } = segment
  if (!mayChange) return null
  const remove = () =>
    confirm({
      title: t('delete.title', { name }),
      children: <p>{t('delete.sentence')}</p>,
      action: t('delete.action'),
      danger: true,
      onConfirm: async () => {
        await deleteSegment(id, segment.id)
        await queries.invalidateQueries({ queryKey: keys.segments(id), exact: true })
      },
    })
  return (
    <DotsMenu label={t('actionsFor', { name })}>
      <Menu.Item component={Link} to={`/w/${id}/segments/${segment.id}`} leftSection={<Icon name="pencil" />}>
        {t('open')}
      </Menu.Item>
      <Menu.Item data-danger leftSection={<Icon name="trash" />} onClick={remove}>
        {t('delete.open')}
      </Menu.Item>
    </DotsMenu>
  )
}
