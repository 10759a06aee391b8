import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listTemplates, readTemplates } from '../api/channels.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'

/** The templates of the account behind a channel, and the way to ask the vendor for them anew. */
export function useTemplates(channelId: string) {
  const { id } = useWorkspace()
  const queries = useQueryClient()
  const queryKey = keys.templates(id, channelId)
  const templates = useQuery({ queryKey, queryFn: () => listTemplates(id, channelId) })
  const again = useMutation({
    mutationFn: () => readTemplates(id, channelId),
    onSuccess: (read) => queries.setQueryData(queryKey, read),
  })
  return { templates, again }
}
