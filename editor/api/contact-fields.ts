import type { FieldChange, Stages } from '#schemas/api/contact-fields.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { ContactField } from '#schemas/contact-field.ts'
import { create, request } from './request.ts'

const fields = (w: string) => `/workspaces/${w}/contact-fields`
const stages = (w: string) => `/workspaces/${w}/stages`

export const listContactFields = (w: string) => request<Listing<ContactField>>('GET', fields(w))

/** 409 `field-exists` when one has that name. */
export const addContactField = (w: string, field: ContactField) => create<ContactField>(fields(w), field)

export const changeContactField = (w: string, name: string, change: FieldChange) =>
  request<ContactField>('PATCH', `${fields(w)}/${name}`, change)

/** What is known of people under it stays. */
export const deleteContactField = (w: string, name: string) => request<void>('DELETE', `${fields(w)}/${name}`)

export const getStages = (w: string) => request<Stages>('GET', stages(w))

/** The whole list, in its order. */
export const changeStages = (w: string, list: Stages) => request<Stages>('PUT', stages(w), list)
