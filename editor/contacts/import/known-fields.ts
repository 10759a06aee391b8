import { queryOptions } from '@tanstack/react-query'
import type { PrivacyView } from '#schemas/api/privacy.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { ContactField } from '#schemas/contact-field.ts'
import { request } from '../../api/request.ts'

/** The workspace's own facts about people. */
export const fieldsQuery = (w: string) =>
  queryOptions({
    queryKey: ['contact-fields', w],
    queryFn: () => request<Listing<ContactField>>('GET', `/workspaces/${w}/contact-fields`),
  })

/** What people are asked for. */
export const purposesQuery = (w: string) =>
  queryOptions({ queryKey: ['privacy', w], queryFn: () => request<PrivacyView>('GET', `/workspaces/${w}/privacy`) })
