import type { ContactConsents, NewConsent } from '#schemas/api/consents.ts'
import type {
  ContactChange,
  ContactDetail,
  ContactsPage,
  HistoryEntry,
  ManyChange,
  NewContact,
  NewNote,
  TimelineEntry,
} from '#schemas/api/contacts.ts'
import type { JobView } from '#schemas/api/jobs.ts'
import type { PrivacyView } from '#schemas/api/privacy.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { ConsentState } from '#schemas/consent.ts'
import { create, request } from './request.ts'

const all = (w: string) => `/workspaces/${w}/contacts`
const one = (w: string, k: string) => `${all(w)}/${k}`

/** Who is listed; everybody of what is left out. `field.<name>` asks for a field. */
export type ContactsAsked = { [what: string]: string }

/** Last seen first, or by name; found ones by name. */
export const listContacts = (w: string, asked: ContactsAsked, after?: string) =>
  request<ContactsPage>('GET', all(w), undefined, { ...asked, after })

export const getContact = (w: string, k: string) => request<ContactDetail>('GET', one(w, k))

export const addContact = (w: string, contact: NewContact) => create<ContactDetail>(all(w), contact)

/** What is left out stays; null is forgotten. */
export const changeContact = (w: string, k: string, change: ContactChange) => request<ContactDetail>('PATCH', one(w, k), change)

/** The same change of many, in the background. */
export const changeContacts = (w: string, change: ManyChange) => create<JobView>(`${all(w)}/many`, change)

/** With all their chats, for good; owners only. */
export const eraseContact = (w: string, k: string) => request<void>('DELETE', one(w, k))

/** Who changed what, the newest first. */
export const listContactHistory = (w: string, k: string, after?: string) =>
  request<Listing<HistoryEntry>>('GET', `${one(w, k)}/history`, undefined, { after })

/** What happened on all channels, the newest first. */
export const listTimeline = (w: string, k: string, after?: string) =>
  request<Listing<TimelineEntry>>('GET', `${one(w, k)}/timeline`, undefined, { after })

/** A repeated `noteId` is the same note. */
export const addContactNote = (w: string, k: string, note: NewNote) =>
  request<TimelineEntry>('POST', `${one(w, k)}/timeline`, note)

export const getConsents = (w: string, k: string) => request<ContactConsents>('GET', `${one(w, k)}/consents`)

export const addConsent = (w: string, k: string, said: NewConsent) =>
  request<ContactConsents>('POST', `${one(w, k)}/consents`, said)

/** They said elsewhere that they want nothing unasked (`refused`), or that they do again. */
export const addOptOut = (w: string, contact: string, state: ConsentState, proof?: string) =>
  request<void>('POST', `/workspaces/${w}/opt-outs`, { contact, state, ...(proof ? { proof } : {}) })

/** What people are asked for here. */
export const getPrivacy = (w: string) => request<PrivacyView>('GET', `/workspaces/${w}/privacy`)
