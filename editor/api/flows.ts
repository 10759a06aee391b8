import type { DraftSaved, FlowSummary, FlowView } from '#schemas/api/flows.ts'
import type { Publish, PublishPreview, VersionView } from '#schemas/api/publishing.ts'
import type { Flow } from '#schemas/flow.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

const at = (w: string, f?: string) => `/workspaces/${w}/flows${f ? `/${f}` : ''}`

export const listFlows = (w: string) => readAll<FlowSummary>(at(w))

/** A new flow with a start node, or an import when the whole `flow` is given. */
export const createFlow = (w: string, name: string, flow?: Flow) => create<FlowView>(at(w), { name, flow })

export const getFlow = (w: string, f: string) => request<FlowView>('GET', at(w, f))

export const deleteFlow = (w: string, f: string) => request<void>('DELETE', at(w, f))

/** 409 `stale-revision` with `StaleRevision` in its details when somebody else saved meanwhile. */
export const saveDraft = (w: string, f: string, revision: number, flow: Flow) =>
  request<DraftSaved>('PUT', `${at(w, f)}/draft`, { revision, flow })

/** What publishing would change, and who is in the live version. */
export const previewPublish = (w: string, f: string) => request<PublishPreview>('GET', `${at(w, f)}/publish`)

/** 422 `has-errors` with the problems in its details, 409 when the draft was saved, or the order changed, meanwhile. */
export const publishFlow = (w: string, f: string, what: Publish) => request<VersionView>('POST', `${at(w, f)}/publish`, what)

export const rollBack = (w: string, f: string, version: number) =>
  request<VersionView>('POST', `${at(w, f)}/rollback`, { version })

export const listVersions = (w: string, f: string) => readAll<VersionView>(`${at(w, f)}/versions`)

/** With its `flow`. */
export const getVersion = (w: string, f: string, version: number) =>
  request<VersionView>('GET', `${at(w, f)}/versions/${version}`)

/** Makes an old version the draft. */
export const restoreVersion = (w: string, f: string, version: number, revision: number) =>
  request<DraftSaved>('POST', `${at(w, f)}/versions/${version}/restore`, { revision })
