import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { closeConversation, handBack, type InboxView, reopenConversation, takeConversation } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'
import { keepTurn } from './use-turns.ts'
import { inboxPath } from './views.ts'

const actions = { take: takeConversation, 'hand-back': handBack, close: closeConversation, reopen: reopenConversation }
export type Action = keyof typeof actions

/** Take, hand back, close, open again. Whoever was second is told who was first. */
export function useActions(view: InboxView, conversationId: string) {
  const { id: w } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (action: Action) => actions[action](w, conversationId),
    onSuccess: ({ turn }, action) => {
      keepTurn(w, conversationId, turn)
      // A chat that was taken or opened again is found under Mine from now on.
      if ((action === 'take' || action === 'reopen') && view !== 'all')
        void navigate(inboxPath(w, 'mine', conversationId), { replace: true })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.conversation(w, conversationId) }),
  })
}

export type Actions = ReturnType<typeof useActions>
