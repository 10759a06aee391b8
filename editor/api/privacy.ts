import type { PrivacyChange, PrivacyView } from '#schemas/api/privacy.ts'
import type { RequestChange, RequestView } from '#schemas/api/rights.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { request } from './request.ts'

export const getPrivacy = (w: string) => request<PrivacyView>('GET', `/workspaces/${w}/privacy`)

/** 409 `stale-privacy` when somebody else changed them meanwhile. */
export const changePrivacy = (w: string, change: PrivacyChange) => request<PrivacyView>('PUT', `/workspaces/${w}/privacy`, change)

/** What people asked for, the newest first. */
export const listPrivacyRequests = (w: string) => request<Listing<RequestView>>('GET', `/workspaces/${w}/privacy/requests`)

export const changePrivacyRequest = (w: string, requestId: string, change: RequestChange) =>
  request<RequestView>('PATCH', `/workspaces/${w}/privacy/requests/${requestId}`, change)
