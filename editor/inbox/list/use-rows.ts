import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { ConversationDetail, ConversationView } from '#schemas/api/inbox.ts'
import { askAgain } from '../../api/ask-again.ts'
import { type Conversations, type InboxView, listConversations } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { useLive, useLiveState } from '../../shell/LiveProvider.tsx'
import { useSession } from '../../shell/session.tsx'
import { sendWaiting } from '../composer/send.ts'
import { dropChat } from '../desk.ts'
import { belongs, orderOf, placeRow, rowsOf, withoutRow } from './place-row.ts'
import { inboxViews } from './views.ts'

type Pages = InfiniteData<Conversations, string | undefined>

/** The rows of a view, as far as they are loaded. */
export function useRows(view: InboxView) {
  const { workspace } = useSession()
  const query = useInfiniteQuery({
    queryKey: keys.inbox(workspace.id, view),
    queryFn: ({ pageParam }) => listConversations(workspace.id, view, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })
  const rows = useMemo(() => rowsOf(query.data?.pages ?? []), [query.data])
  return { ...query, rows }
}

/** How many chats each list has; the shell keeps asking for it. */
export function useInboxCounts() {
  const { workspace } = useSession()
  return useQuery({
    queryKey: keys.conversations(workspace.id, 'waiting'),
    queryFn: () => listConversations(workspace.id, 'waiting'),
    select: ({ counts }) => counts,
  }).data
}

/** Keeps every loaded list and the open chat true while news arrives, and asks again after a lost line. */
export function useInboxNews(): void {
  const { me, workspace } = useSession()
  const queries = useQueryClient()
  const connected = useLiveState()
  useLive('conversation', ({ conversation }) => {
    askWhatIsOnItsWay()
    for (const view of inboxViews) keepRow(view, conversation)
    keepOpenChat(conversation)
  })
  useLive('turn', ({ conversationId, turn }) => {
    if (turn.event.kind === 'agent' && turn.event.action.do === 'forget') forget(conversationId)
  })

  useLive('gone', ({ conversationId }) => {
    leave(conversationId)
    // Nothing of it stays to be read.
    void queries.resetQueries({ queryKey: keys.conversation(workspace.id, conversationId) })
  })

  /** The lists and the chat that are being read may be older than the news. */
  const askWhatIsOnItsWay = () => {
    for (const queryKey of [keys.inbox(workspace.id), keys.conversation(workspace.id)])
      askAgain(queries, { queryKey, fetchStatus: 'fetching' })
  }
  const forget = (id: string) => {
    dropChat(id)
    leave(id)
  }
  /** What was written there stays: the chat may come back. */
  const leave = (id: string) => {
    askWhatIsOnItsWay()
    for (const view of inboxViews)
      queries.setQueryData<Pages>(
        keys.inbox(workspace.id, view),
        (known) => known && { ...known, pages: withoutRow(known.pages, id) },
      )
    queries.removeQueries({ queryKey: keys.turns(workspace.id, id) })
    askAgain(queries, { queryKey: keys.conversation(workspace.id, id) })
  }

  const keepRow = (view: InboxView, row: ConversationView) =>
    queries.setQueryData<Pages>(keys.inbox(workspace.id, view), (known) =>
      known ? { ...known, pages: placeRow(known.pages, row, belongs(view, row, me.user.id), orderOf(view)) } : known,
    )
  const keepOpenChat = (row: ConversationView) => {
    const queryKey = keys.conversation(workspace.id, row.id)
    const known = queries.getQueryData<ConversationDetail>(queryKey)
    if (!known || known.turn > row.turn) return
    const state = { ...known.state, owner: row.owner, status: row.status }
    queries.setQueryData<ConversationDetail>(queryKey, { ...known, ...row, state })
    // Only the whole conversation tells what the card shows.
    if (row.turn > known.turn) askAgain(queries, { queryKey })
  }

  useEffect(() => {
    if (!connected) return
    for (const queryKey of [keys.inbox(workspace.id), keys.turns(workspace.id), keys.conversation(workspace.id)])
      askAgain(queries, { queryKey })
    sendWaiting(me.user.id)
  }, [connected, workspace.id, me.user.id, queries])
}
