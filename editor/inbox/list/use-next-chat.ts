import { useQueryClient } from '@tanstack/react-query'
import { type InboxView, listConversations } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { useRows } from './use-rows.ts'

/**
 * Where to go when a chat is done with: the one after it in the list, else the one before; with none left of one's own, who has waited
 * longest for a person. Undefined where there is none, and where a chat stays in its list, as in All: then it stays open.
 */
export function useNextChat(view: InboxView, conversationId: string): () => Promise<string | undefined> {
  const { id: w } = useWorkspace()
  const { rows } = useRows(view)
  // The list may be of before this one was taken.
  const longest = useLongestWaiting(conversationId)
  if (view !== 'mine' && view !== 'waiting') return async () => undefined
  const here = rows.findIndex(({ id }) => id === conversationId)
  const next = rows[here + 1] ?? rows[here - 1]
  return async () => (next ? inboxPath(w, view, next.id) : view === 'mine' ? longest() : undefined)
}

/** The way to the chat that has waited longest for a person, if any does. */
export function useLongestWaiting(except?: string): () => Promise<string | undefined> {
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  return async () => {
    const { items } = await queries.fetchQuery({
      queryKey: keys.conversations(w, 'waiting'),
      queryFn: () => listConversations(w, 'waiting'),
    })
    const row = items.find(({ id }) => id !== except)
    return row && inboxPath(w, 'waiting', row.id)
  }
}
