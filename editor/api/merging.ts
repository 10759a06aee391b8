import type { ContactSuggestion, MergeMade, MergePreview, ToMerge } from '#schemas/api/merging.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { request } from './request.ts'

const all = (w: string) => `/workspaces/${w}/contacts`
const one = (w: string, k: string) => `${all(w)}/${k}`

/** Pairs that may be one person, the newest first; of one person where one is named. */
export const listSuggestions = (w: string, contact?: string) =>
  request<Listing<ContactSuggestion>>('GET', `${all(w)}/suggestions`, undefined, { contact, limit: 200 })

/** `no`: they are two. */
export const answerSuggestion = (w: string, s: string, state: 'open' | 'no') =>
  request<ContactSuggestion>('PATCH', `${all(w)}/suggestions/${s}`, { state })

/** The two side by side, as they would be on the page of `k`. Changes nothing. */
export const previewMerge = (w: string, k: string, other: string) =>
  request<MergePreview>('GET', `${one(w, k)}/merge`, undefined, { with: other })

/** The page they are on then. */
export const mergeContacts = (w: string, k: string, merge: ToMerge) =>
  request<{ contactId: string }>('POST', `${one(w, k)}/merge`, merge)

/** The page that it has again. `identity`: the contact, or the chat, that leaves. */
export const unmergeContact = (w: string, k: string, identity: string) =>
  request<{ contactId: string }>('POST', `${one(w, k)}/unmerge`, { identity })

/** Who came to this page and left it, the newest first. */
export const listMerges = (w: string, k: string) => request<Listing<MergeMade>>('GET', `${one(w, k)}/merges`)
