import type { Alarm } from '#schemas/api/alarms.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { request } from './request.ts'

/** What does not work in this workspace and needs somebody; for owners and admins. */
export const listAlarms = (w: string) => request<Listing<Alarm>>('GET', `/workspaces/${w}/alarms`)
