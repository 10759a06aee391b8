import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useParams } from 'react-router'
import type { InboxView } from '../api/conversations.ts'
import { inboxPath } from '../shell/places.ts'
import { useMay, useWorkspace } from '../shell/session.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import classes from './inbox.module.css'
import { useListKeys } from './keys/use-list-keys.ts'
import { BulkBar } from './list/BulkBar.tsx'
import { ClosedBar } from './list/ClosedBar.tsx'
import { ClosingBar } from './list/ClosingBar.tsx'
import { ConversationList } from './list/ConversationList.tsx'
import { ListHeader } from './list/ListHeader.tsx'
import { SearchField, SearchResults } from './list/Search.tsx'
import { isClosable, useSelection } from './list/selection.ts'
import { useInboxCounts, useInboxNews, useRows } from './list/use-rows.ts'
import { ViewsColumn } from './list/Views.tsx'
import { isView } from './list/views.ts'
import { Thread } from './thread/Thread.tsx'
import { useWidth } from './use-width.ts'

/** Where people answer people: views, chats, one chat, and the card that spares the customer from telling it again. */
export function InboxPage() {
  const { id } = useWorkspace()
  const [view, conversationId] = (useParams()['*'] ?? '').split('/')
  useInboxNews()
  if (!isView(view)) return <Navigate to={inboxPath(id, 'mine')} replace />
  return <Inbox view={view} {...(conversationId ? { conversationId } : {})} />
}

function Inbox({ view, conversationId }: { view: InboxView; conversationId?: string }) {
  const { t } = useTranslation('inbox')
  const width = useWidth()
  const { rows } = useRows(view)
  const unreadMine = useRows('mine').rows.filter(({ unread }) => unread > 0).length
  useListKeys(view, conversationId)
  useTitle(unreadMine)
  const selection = useSelection()
  const [search, setSearch] = useSearched()
  const mayAnswer = useMay()('answerPeople')
  const closable = mayAnswer && isClosable(view) ? view : undefined
  const { stop } = selection
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen belongs to the list that is left
  useEffect(() => {
    stop()
  }, [view])
  return (
    <div className={classes.inbox} data-width={width} data-open={conversationId !== undefined || undefined}>
      {width === 'wide' && <ViewsColumn view={view} news={unreadMine > 0} />}
      <section className={classes.list} aria-label={t('conversations')}>
        <ListHeader
          view={view}
          width={width}
          news={unreadMine > 0}
          onSearch={search === undefined ? () => setSearch('') : undefined}
          selection={closable && selection}
        />
        {search !== undefined && <SearchField text={search} onChange={setSearch} onClose={() => setSearch(undefined)} />}
        <ClosedBar />
        <ClosingBar />
        {search?.trim() ? (
          <SearchResults
            text={search}
            view={view}
            phone={width === 'phone'}
            {...(conversationId ? { selected: conversationId } : {})}
          />
        ) : (
          <ConversationList
            key={view}
            view={view}
            phone={width === 'phone'}
            selection={selection}
            {...(conversationId ? { selected: conversationId } : {})}
          />
        )}
        {closable && selection.on && <BulkBar view={closable} selection={selection} />}
      </section>
      {conversationId && <Thread key={conversationId} view={view} conversationId={conversationId} width={width} />}
      {!conversationId && width !== 'phone' && (
        <div className={classes.nothing}>
          <EmptyState icon="message-2" title={t('nothingOpen.title')}>
            {t(rows.length > 0 ? 'nothingOpen.sentence' : 'nothingOpen.none')}
          </EmptyState>
        </div>
      )}
    </div>
  )
}

/** What is searched for in all chats; whoever comes here to search brings it along. */
function useSearched() {
  const { key, state } = useLocation()
  const brought = (state as { find?: string } | null)?.find
  const [search, setSearch] = useState(brought)
  const [cameBy, setCameBy] = useState(key)
  if (cameBy !== key) {
    setCameBy(key)
    if (brought !== undefined) setSearch(brought)
  }
  return [search, setSearch] as const
}

/** What waits and what is new in mine, in the tab's title. */
function useTitle(unreadMine: number): void {
  const { t } = useTranslation('inbox')
  const waiting = useInboxCounts()?.waiting ?? 0
  const news = waiting + unreadMine
  useEffect(() => {
    document.title = `${news > 0 ? `(${news}) ` : ''}${t('title')} · Alur`
  }, [news, t])
}
