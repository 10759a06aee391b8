import type { JobView } from '#schemas/api/jobs.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { request } from './request.ts'

/** Work in the background, the newest first. */
export const listJobs = (w: string) => request<Listing<JobView>>('GET', `/workspaces/${w}/jobs`)

/** It stops before its next step; 409 `job-goes-on` when it is over or cannot be stopped. */
export const cancelJob = (w: string, id: string) => request<JobView>('POST', `/workspaces/${w}/jobs/${id}/cancel`)
