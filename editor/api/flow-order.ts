import type { FlowOrder } from '#schemas/api/flow-order.ts'
import type { Unpublish } from '#schemas/api/publishing.ts'
import { request } from './request.ts'

/** The live and the paused flows in the order in which they are tried. */
export const getFlowOrder = (w: string) => request<FlowOrder>('GET', `/workspaces/${w}/flow-order`)

/** 409 `stale-order` when somebody else changed it, or what is live, meanwhile. */
export const putFlowOrder = (w: string, revision: number, flowIds: string[]) =>
  request<FlowOrder>('PUT', `/workspaces/${w}/flow-order`, { revision, flowIds })

export const pauseFlow = (w: string, f: string) => request<void>('POST', `/workspaces/${w}/flows/${f}/pause`)

export const resumeFlow = (w: string, f: string) => request<void>('POST', `/workspaces/${w}/flows/${f}/resume`)

/** 409 `not-live` when another version is live by now, or none. */
export const unpublishFlow = (w: string, f: string, how: Unpublish) =>
  request<void>('POST', `/workspaces/${w}/flows/${f}/unpublish`, how)
