import { useQuery } from '@tanstack/react-query'
import { listChannels } from '../api/channels.ts'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { mayAdminister, useWorkspace } from './session.tsx'

/** The numbers beside the places: chats waiting for a person (live), and channels. Absent while unknown or none. */
export function useCounts(): { inbox?: number; channels?: number } {
  const workspace = useWorkspace()
  const waiting = useQuery({
    queryKey: keys.conversations(workspace.id, 'waiting'),
    queryFn: () => listConversations(workspace.id, 'waiting'),
  })
  const channels = useQuery({
    queryKey: keys.channels(workspace.id),
    queryFn: () => listChannels(workspace.id),
    enabled: mayAdminister(workspace.role),
  })
  return { inbox: waiting.data?.counts.waiting || undefined, channels: channels.data?.items.length || undefined }
}
