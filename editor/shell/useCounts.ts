import { useQuery } from '@tanstack/react-query'
import { listChannels } from '../api/channels.ts'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { useMay, useWorkspace } from './session.tsx'

/** The numbers beside the places: chats waiting for a person (live), and channels. Absent while unknown or none. */
export function useCounts(): { inbox?: number; channels?: number } {
  const workspace = useWorkspace()
  const may = useMay()
  const waiting = useQuery({
    queryKey: keys.conversations(workspace.id, 'waiting'),
    queryFn: () => listConversations(workspace.id, 'waiting'),
    enabled: may('readInbox'),
  })
  const channels = useQuery({
    queryKey: keys.channels(workspace.id),
    queryFn: () => listChannels(workspace.id),
    enabled: may('changeChannels'),
  })
  return { inbox: waiting.data?.counts.waiting || undefined, channels: channels.data?.items.length || undefined }
}
