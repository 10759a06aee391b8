import type { NewSegment, SegmentChange, SegmentPreview, SegmentUser, SegmentView } from '#schemas/api/segments.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { SegmentRule } from '#schemas/segment.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

const all = (w: string) => `/workspaces/${w}/segments`

export const listSegments = (w: string) => readAll<SegmentView>(all(w))

export const getSegment = (w: string, s: string) => request<SegmentView>('GET', `${all(w)}/${s}`)

/** 409 `segment-exists` when one has that name. */
export const createSegment = (w: string, segment: NewSegment) => create<SegmentView>(all(w), segment)

/** 409 `stale-segment` when somebody saved it since. */
export const changeSegment = (w: string, s: string, change: SegmentChange) =>
  request<SegmentView>('PATCH', `${all(w)}/${s}`, change)

/** 409 `segment-in-use` while something runs by it. */
export const deleteSegment = (w: string, s: string) => request<void>('DELETE', `${all(w)}/${s}`)

export const listSegmentUsers = (w: string, s: string) => request<Listing<SegmentUser>>('GET', `${all(w)}/${s}/users`)

/** Nothing is saved; while it says `about`, whoever asks again learns more. */
export const previewSegment = (w: string, rules: SegmentRule, contact?: string) =>
  request<SegmentPreview>('POST', `${all(w)}/preview`, { rules, ...(contact ? { contact } : {}) })

export const listEventTypes = (w: string) =>
  request<{ items: { type: string; known?: true }[] }>('GET', `/workspaces/${w}/event-types`)
