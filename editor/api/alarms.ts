import type { Alarm, Listing } from '#schemas/api/contract.ts'
import { request } from './request.ts'

/** What does not work in this workspace and needs somebody; for owners and admins. */
export const listAlarms = (w: string) => request<Listing<Alarm>>('GET', `/workspaces/${w}/alarms`)
