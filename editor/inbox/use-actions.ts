import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { ConversationDetail } from '#schemas/api/contract.ts'
import {
  closeConversation,
  handBack,
  type InboxView,
  reopenConversation,
  takeConversation,
  takeOver,
} from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'
import { keepTurn } from './use-turns.ts'
import { inboxPath } from './views.ts'

const simple = { take: takeConversation, 'hand-back': handBack, close: closeConversation, reopen: reopenConversation }
export type Action = keyof typeof simple | 'take-over'

/** Take, take over, hand back, close, open again. Whoever was second is told who was first. */
export function useActions(view: InboxView, { id: conversationId, owner }: Pick<ConversationDetail, 'id' | 'owner'>) {
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (action: Action) => {
      if (action !== 'take-over') return simple[action](w, conversationId)
      return takeOver(w, conversationId, owner.kind === 'agent' ? owner.agentId : '')
    },
    onSuccess: ({ turn }, action) => {
      keepTurn(w, conversationId, turn)
      // A chat that was taken, taken over or opened again is found under Mine from now on.
      if (action !== 'close' && action !== 'hand-back' && view !== 'all')
        void navigate(inboxPath(w, 'mine', conversationId), { replace: true })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.conversation(w, conversationId) }),
  })
}

export type Actions = ReturnType<typeof useActions>
