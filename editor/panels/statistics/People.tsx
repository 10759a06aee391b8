import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type Figure, figuresOf } from '#runtime/metrics/definitions.ts'
import type { NodeStatistics, StatisticsChat } from '#schemas/api/statistics.ts'
import { keys } from '../../api/keys.ts'
import { type Figure as ChatFigure, listStatisticsChats } from '../../api/statistics.ts'
import { channelGlyphs } from '../../channels/glyphs.ts'
import { useDocument } from '../../open-flow/flow-editor.ts'
import { useMay } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatNumber, formatWhen } from '../../ui/format.ts'
import { SkeletonRows } from '../../ui/Skeleton.tsx'
import { DefinitionText } from './Definition.tsx'
import classes from './statistics.module.css'
import { useFilter } from './use-filter.ts'

export interface PeopleProps {
  nodeId: string
  figure: Figure
  counted: NodeStatistics
  onFigure(figure: Figure): void
}

/** A figure and, for those who may read them, the chats behind it. */
export function People({ nodeId, figure, counted, onFigure }: PeopleProps) {
  const { t } = useTranslation('panels')
  const may = useMay()
  return (
    <>
      <Select
        aria-label={t('statistics.figure')}
        data={figuresOf(counted).map((each) => ({
          value: each,
          label: `${t(`figure.${each}`)} · ${formatNumber(counted[each] ?? 0)}`,
        }))}
        value={figure}
        onChange={(next) => next && onFigure(next as Figure)}
      />
      {may('readStatisticsChats') ? (
        <Chats nodeId={nodeId} figure={figure} />
      ) : (
        <p className={classes.notYours}>{t('statistics.chatsNotYours')}</p>
      )}
      <div className={classes.how}>
        <DefinitionText of={figure} />
      </div>
    </>
  )
}

/** One chat for each visit; each opens in the inbox. */
function Chats({ nodeId, figure }: Pick<PeopleProps, 'nodeId' | 'figure'>) {
  const { t } = useTranslation('panels')
  const chats = useChats(nodeId, figure)
  const items = chats.data?.pages.flatMap((page) => page.items) ?? []
  const deleted = chats.data?.pages.at(-1)?.deleted ?? 0
  const unseen = (chats.data?.pages ?? []).reduce((sum, page) => sum + (page.unseen ?? 0), 0)
  return (
    <>
      {chats.isError && <ErrorState error={chats.error} onRetry={() => void chats.refetch()} />}
      {chats.isPending && <SkeletonRows rows={4} height={56} />}
      {chats.isSuccess && items.length === 0 && deleted === 0 && unseen === 0 && (
        <EmptyState icon="users" title={t('statistics.noChats')}>
          {t('statistics.noChatsSentence')}
        </EmptyState>
      )}
      <ul className={classes.chats}>
        {items.map((chat, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chat comes again with every visit, and two may begin in one turn
          <ChatRow key={at} chat={chat} />
        ))}
      </ul>
      {deleted > 0 && (
        <p className={classes.notYours}>{t('statistics.deleted', { count: deleted, shown: formatNumber(deleted) })}</p>
      )}
      {unseen > 0 && <p className={classes.notYours}>{t('statistics.unseen', { count: unseen, shown: formatNumber(unseen) })}</p>}
      {chats.hasNextPage && (
        <Button size="xs" fullWidth loading={chats.isFetchingNextPage} onClick={() => void chats.fetchNextPage()}>
          {t('statistics.more')}
        </Button>
      )}
    </>
  )
}

function ChatRow({ chat }: { chat: StatisticsChat }) {
  const workspaceId = useDocument((document) => document.workspaceId)
  return (
    <li>
      <Link className={classes.chat} to={`/w/${workspaceId}/inbox/all/${chat.conversationId}`}>
        <Avatar name={chat.contactName} glyph={channelGlyphs[chat.channelKind]} />
        <span className={classes.chatWords}>
          <span className={classes.chatHead}>
            <strong>{chat.contactName}</strong>
            <time dateTime={chat.enteredAt}>{formatWhen(chat.enteredAt)}</time>
          </span>
          <span className={classes.lastText} dir="auto">
            {chat.lastText}
          </span>
        </span>
      </Link>
    </li>
  )
}

const paths: Partial<Record<Figure, ChatFigure>> = { timedOut: 'timed-out', handedOff: 'handed-off', onlyOpened: 'only-opened' }

function useChats(nodeId: string, figure: Figure) {
  const workspaceId = useDocument((document) => document.workspaceId)
  const flowId = useDocument((document) => document.flowId)
  const filter = useFilter()
  const of = { ...filter, nodeId, figure: paths[figure] ?? (figure as ChatFigure) }
  return useInfiniteQuery({
    queryKey: [...keys.statistics(workspaceId, flowId, of), 'chats'],
    queryFn: async ({ pageParam, signal }) => {
      let page = await listStatisticsChats(workspaceId, flowId, { ...of, after: pageParam })
      let unseen = page.unseen ?? 0
      // Nothing yet where the server has looked so far.
      while (page.items.length === 0 && page.next && !signal.aborted) {
        page = await listStatisticsChats(workspaceId, flowId, { ...of, after: page.next })
        unseen += page.unseen ?? 0
      }
      return { ...page, unseen }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
}
