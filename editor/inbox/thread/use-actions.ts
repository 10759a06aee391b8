import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import {
  closeConversation,
  handBack,
  type InboxView,
  reopenConversation,
  takeConversation,
  takeOver,
} from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { rememberClosed } from '../list/last-closed.ts'
import { useNextChat } from '../list/use-next-chat.ts'
import { keepTurn } from './use-turns.ts'

const simple = {
  take: takeConversation,
  'hand-back': handBack,
  close: (w: string, c: string) => closeConversation(w, c),
  reopen: reopenConversation,
}
/** When somebody was led on to another chat by themselves. */
let ledOnAt = Number.NEGATIVE_INFINITY
const doubleClickMs = 600

/** A second click of a double click would meet the same button of the next chat: it is none. */
export const byHand = (act: () => void) => (): void => {
  if (performance.now() - ledOnAt > doubleClickMs) act()
}

export type Action = keyof typeof simple | 'take-over' | { close: string }

/** Take, take over, hand back, close (with the reason, where one is given), open again. Whoever was second is told who was first. */
export function useActions(
  view: InboxView,
  { id: conversationId, owner, contact }: Pick<ConversationDetail, 'id' | 'owner' | 'contact'>,
) {
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const nextChat = useNextChat(view, conversationId)
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (action: Action) => {
      if (typeof action === 'object') return closeConversation(w, conversationId, action.close)
      if (action !== 'take-over') return simple[action](w, conversationId)
      return takeOver(w, conversationId, owner.kind === 'agent' ? owner.agentId : '')
    },
    onSuccess: async ({ turn }, action) => {
      keepTurn(w, conversationId, turn)
      const closes = typeof action === 'object' || action === 'close'
      if (closes) rememberClosed({ workspaceId: w, conversationId, turn: turn.number, name: contact.name, view })
      const isDone = closes || action === 'hand-back'
      const next = isDone ? await nextChat() : undefined
      if (next) {
        ledOnAt = performance.now()
        void navigate(next, { replace: true })
      }
      // A chat that was taken, taken over or opened again is found under Mine from now on.
      if (!isDone && view !== 'all') void navigate(inboxPath(w, 'mine', conversationId), { replace: true })
    },
    // Not waited for: the next key may follow at once.
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.conversation(w, conversationId) }),
  })
}

export type Actions = ReturnType<typeof useActions>
