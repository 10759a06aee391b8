import { useQuery } from '@tanstack/react-query'
import type { Stages } from '#schemas/api/contact-fields.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { ContactField } from '#schemas/contact-field.ts'
import { keys } from '../api/keys.ts'
import { request } from '../api/request.ts'
import { listEventTypes } from '../api/segments.ts'
import { useWorkspace } from '../shell/session.tsx'

/** What of the workspace rules can name. */
export interface Shop {
  fields: ContactField[]
  stages: Stages['stages']
  events: string[]
}

export function useShop(): Shop {
  const { id } = useWorkspace()
  const fields = useQuery({
    queryKey: keys.contactFields(id),
    queryFn: () => request<Listing<ContactField>>('GET', `/workspaces/${id}/contact-fields`),
  })
  const stages = useQuery({ queryKey: keys.stages(id), queryFn: () => request<Stages>('GET', `/workspaces/${id}/stages`) })
  const events = useQuery({ queryKey: keys.eventTypes(id), queryFn: () => listEventTypes(id) })
  return {
    fields: fields.data?.items ?? [],
    stages: stages.data?.stages ?? [],
    events: (events.data?.items ?? []).map(({ type }) => type),
  }
}
