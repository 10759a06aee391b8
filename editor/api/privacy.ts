import type { PrivacyChange, PrivacyView, WouldGo } from '#schemas/api/privacy.ts'
import type { RequestChange, RequestView } from '#schemas/api/rights.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { Retention } from '#schemas/privacy.ts'
import { request } from './request.ts'

export const getPrivacy = (w: string) => request<PrivacyView>('GET', `/workspaces/${w}/privacy`)

/** 409 `stale-privacy` when somebody else changed them meanwhile. */
export const changePrivacy = (w: string, change: PrivacyChange) => request<PrivacyView>('PUT', `/workspaces/${w}/privacy`, change)

/** How much would go today, were it kept for so many days only. */
export const previewRetention = (w: string, retention: Retention) =>
  request<WouldGo>(
    'GET',
    `/workspaces/${w}/privacy/retention?${new URLSearchParams(Object.entries(retention).map(([kept, days]) => [kept, String(days)]))}`,
  )

/** What people asked for, the newest first. */
export const listPrivacyRequests = (w: string) => request<Listing<RequestView>>('GET', `/workspaces/${w}/privacy/requests`)

export const changePrivacyRequest = (w: string, requestId: string, change: RequestChange) =>
  request<RequestView>('PATCH', `/workspaces/${w}/privacy/requests/${requestId}`, change)
