import { useQuery } from '@tanstack/react-query'
import { getStages, listContactFields } from '../api/contact-fields.ts'
import { keys } from '../api/keys.ts'
import { useWorkspace } from '../shell/session.tsx'

/** The workspace's own facts about people; none while they are on their way. */
export function useContactFields() {
  const { id } = useWorkspace()
  return useQuery({ queryKey: keys.contactFields(id), queryFn: () => listContactFields(id) }).data?.items ?? []
}

/** The stages people go through, in their order; none while they are on their way. */
export function useStages() {
  const { id } = useWorkspace()
  return useQuery({ queryKey: keys.stages(id), queryFn: () => getStages(id) }).data?.stages ?? []
}
