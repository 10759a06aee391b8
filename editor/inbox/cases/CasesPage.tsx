import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { CaseView } from '#schemas/api/cases.ts'
import { caseCloses } from '#schemas/case.ts'
import { type CasesAsked, listCases } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { channelGlyphs } from '../../channels/glyphs.ts'
import { useChannels } from '../../channels/use-channels.ts'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatWhen } from '../../ui/format.ts'
import { Named } from '../../ui/Named.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { spanOf } from '../times.ts'
import classes from './cases.module.css'

const statuses = ['all', 'open', 'closed'] as const
type Status = (typeof statuses)[number]

/** What customers came for, case by case: when each opened, how soon a person answered, how it closed. */
export function CasesPage() {
  const { t } = useTranslation(['inbox', 'shell'])
  const { id: w } = useWorkspace()
  const [search, setSearch] = useSearchParams()
  const status = statuses.find((one) => one === search.get('status')) ?? 'all'
  const channelId = search.get('channel') ?? ''
  const reason = caseCloses.find((one) => one === search.get('reason')) ?? ''
  /** What is looked for stands in the address: it is there again after going back, and can be handed on. */
  const look = (name: 'status' | 'channel' | 'reason', value: string | null) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value)
        else before.delete(name)
        return before
      },
      { replace: true },
    )
  const channels = useChannels().data?.items ?? []
  const asked: CasesAsked = {
    ...(status === 'all' ? {} : { status }),
    ...(channelId ? { channelId } : {}),
    ...(reason ? { reason } : {}),
  }
  const cases = useInfiniteQuery({
    queryKey: keys.caseList(w, asked),
    queryFn: ({ pageParam }) => listCases(w, { ...asked, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const items = cases.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = status !== 'all' || channelId !== '' || reason !== ''
  const head = (
    <>
      <th>{t('cases.whose')}</th>
      <th data-wide>{t('cases.opened')}</th>
      <th data-wide>{t('cases.firstReply')}</th>
      <th data-wide>{t('cases.state')}</th>
    </>
  )
  return (
    <Page title={t('cases.title')}>
      <PageHeader title={t('cases.title')} />
      <div className={classes.filters}>
        <Segmented<Status>
          label={t('cases.state')}
          value={status}
          options={statuses.map((value) => ({ value, label: t(`cases.status.${value}`) }))}
          onChange={(value) => look('status', value === 'all' ? null : value)}
        />
        <Select
          aria-label={t('cases.channel')}
          value={channelId}
          onChange={(value) => look('channel', value)}
          data={[
            { value: '', label: t('cases.anyChannel') },
            ...channels.map(({ id: value, name: label }) => ({ value, label })),
          ]}
        />
        <Select
          aria-label={t('cases.why')}
          value={reason}
          onChange={(value) => look('reason', value)}
          data={[
            { value: '', label: t('cases.anyReason') },
            ...caseCloses.map((value) => ({ value, label: t(`cases.reason.${value}`) })),
          ]}
        />
      </div>
      {cases.isPending && <SkeletonRows rows={6} height={56} />}
      {cases.isError && <ErrorState error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isSuccess && items.length === 0 && (
        <EmptyState icon="clipboard" title={t(filtered ? 'cases.none.title' : 'cases.empty.title')}>
          {t(filtered ? 'cases.none.sentence' : 'cases.empty.sentence')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Table label={t('cases.title')} head={head}>
          {items.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </Table>
      )}
      {cases.hasNextPage && (
        <Button fullWidth mt={12} loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
          {t('cases.more')}
        </Button>
      )}
    </Page>
  )
}

function Row({ one }: { one: CaseView }) {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const { number, conversationId, contact, channel, openedAt, repliedAt, repliedBy } = one
  const replied = repliedAt && t('cases.after', { time: spanOf(t, Date.parse(repliedAt) - Date.parse(openedAt)) })
  const name = contact?.name ?? t(conversationId ? 'someone' : 'cases.gone')
  return (
    <tr>
      <td>
        <Named
          mark={<Avatar name={name} glyph={channelGlyphs[channel.kind]} />}
          name={name}
          below={
            <>
              {t('cases.one', { number })} · <bdi>{channel.name}</bdi>
            </>
          }
          onPhone={
            <>
              <Closing one={one} />
              <small>
                {[
                  t('cases.openedAt', { time: formatWhen(openedAt) }),
                  ...(replied ? [t('cases.answered', { time: replied })] : []),
                ].join(' · ')}
              </small>
            </>
          }
          {...(conversationId ? { to: inboxPath(w, 'all', conversationId) } : {})}
        />
      </td>
      <td data-wide>{formatWhen(openedAt)}</td>
      <td data-wide>
        <span className={classes.lines}>
          {replied ?? '–'}
          {repliedBy?.name && (
            <small>
              <bdi>{repliedBy.name}</bdi>
            </small>
          )}
        </span>
      </td>
      <td data-wide>
        <span className={classes.lines}>
          <Closing one={one} />
        </span>
      </td>
    </tr>
  )
}

/** How it stands, and what whoever closed it wrote. */
function Closing({ one }: { one: CaseView }) {
  return (
    <>
      <State one={one} />
      {one.closing?.words && (
        <small>
          <bdi>{one.closing.words}</bdi>
        </small>
      )}
    </>
  )
}

function State({ one: { status, openedAt, closedAt, closing, lifted } }: { one: CaseView }) {
  const { t } = useTranslation('inbox')
  if (status === 'open' || !closing || !closedAt) return <Tag tone="river">{t('cases.status.open')}</Tag>
  const after = lifted ? undefined : spanOf(t, Date.parse(closedAt) - Date.parse(openedAt))
  return <Tag icon="check">{[t(`cases.reason.${closing.code}`), ...afterIn(after, t)].join(' · ')}</Tag>
}

const afterIn = (time: string | undefined, t: TFunction<'inbox'>): string[] => (time ? [t('cases.after', { time })] : [])
