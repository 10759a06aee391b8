import { contactField, contactFieldList, fieldChange, stages } from '#schemas/api/contact-fields.ts'
import {
  contactChange,
  contactDetail,
  contactHistory as contactHistoryShape,
  contactsPage,
  contactsQuery,
  manyChange,
  newContact,
  newNote,
  timelineEntry,
  timeline as timelineShape,
} from '#schemas/api/contacts.ts'
import { job } from '#schemas/api/jobs.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { viewer } from '../chats/index.ts'
import { route } from '../http/route.ts'
import { changeMany } from './change-many.ts'
import { addField, changeField, changeStages, deleteField, listFields, stagesOf } from './contact-fields.ts'
import { contactHistory } from './contact-history.ts'
import { createContact, editContact } from './edit-contact.ts'
import { contactSeenBy, idsOnPage, listContacts, readContact } from './read-contacts.ts'
import { readTimeline, writeNote } from './timeline.ts'

const path = '/workspaces/{w}/contacts'
const one = `${path}/{contactId}` as const
const fieldsPath = '/workspaces/{w}/contact-fields'
const stagesPath = '/workspaces/{w}/stages'

export const contactRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readContacts },
    summary: 'The people, last seen first; found by name, number, address, tag, stage, channel, language and `field.<name>`',
    query: contactsQuery,
    reply: contactsPage,
    handle: ({ deps, query, ...context }) => listContacts(deps.store, viewer(context), query),
  }),
  route({
    method: 'post',
    path,
    who: { roles: may.changeContacts },
    summary: 'Add a person who has not written yet',
    body: newContact,
    reply: contactDetail,
    status: 201,
    handle: ({ deps, body, ...context }) => createContact(deps, viewer(context), context.caller, body),
  }),
  route({
    method: 'post',
    path: `${path}/many`,
    who: { roles: may.changeContacts },
    summary: 'Tag many people, or move them to a stage: a job',
    body: manyChange,
    bodyLimit: 1024 * 1024,
    reply: job,
    status: 202,
    handle: ({ deps, body, ...context }) => changeMany(deps, viewer(context), context.caller, body),
  }),
  route({
    method: 'get',
    path: one,
    who: { roles: may.readContacts },
    summary: 'A person: what is known, where they write, how they came',
    reply: contactDetail,
    handle: ({ deps, params, ...context }) => readContact(deps.store, viewer(context), deps.names, params.contactId),
  }),
  route({
    method: 'patch',
    path: one,
    who: { roles: may.changeContacts },
    summary: 'Change what is known of a person; each field keeps its latest change',
    body: contactChange,
    reply: contactDetail,
    handle: ({ deps, params, body, ...context }) => editContact(deps, viewer(context), context.caller, params.contactId, body),
  }),
  route({
    method: 'get',
    path: `${one}/history`,
    who: { roles: may.readContacts },
    summary: 'Who changed what of a person, the newest first',
    query: pageQuery,
    reply: contactHistoryShape,
    handle: async ({ deps, params, query, ...context }) => {
      const contact = await contactSeenBy(deps.store, viewer(context), params.contactId)
      return contactHistory(deps, context.workspaceId, idsOnPage(contact), query)
    },
  }),
  route({
    method: 'get',
    path: `${one}/timeline`,
    who: { roles: may.readContacts },
    summary: 'What happened with a person on all channels, the newest first',
    query: pageQuery,
    reply: timelineShape,
    handle: async ({ deps: { store, names }, params, query, ...context }) => {
      const who = viewer(context)
      const contact = await contactSeenBy(store, who, params.contactId)
      return readTimeline({ store, names, who, contactIds: idsOnPage(contact) }, query)
    },
  }),
  route({
    method: 'post',
    path: `${one}/timeline`,
    who: { roles: may.changeContacts },
    summary: 'Write a note about a person, or what was said on the phone',
    body: newNote,
    reply: timelineEntry,
    status: 201,
    handle: async ({ deps, params, body, ...context }) => {
      const who = viewer(context)
      const contact = await contactSeenBy(deps.store, who, params.contactId)
      return writeNote(deps, who, contact._id, body)
    },
  }),
]

export const contactFieldRoutes = [
  route({
    method: 'get',
    path: fieldsPath,
    who: { roles: may.readContactFields },
    summary: 'The workspace’s own facts about people',
    reply: contactFieldList,
    handle: ({ deps, workspaceId }) => listFields(deps.store, workspaceId),
  }),
  route({
    method: 'post',
    path: fieldsPath,
    who: { roles: may.changeContactFields },
    summary: 'Define a contact field; flows read it as `contact.fields.<name>`',
    body: contactField,
    reply: contactField,
    status: 201,
    errors: ['field-exists'],
    handle: ({ deps, body, ...actor }) => addField(deps, actor, body),
  }),
  route({
    method: 'patch',
    path: `${fieldsPath}/{fieldName}`,
    who: { roles: may.changeContactFields },
    summary: 'Change what a contact field is called and what it can be',
    body: fieldChange,
    reply: contactField,
    handle: ({ deps, params, body, ...actor }) => changeField(deps, actor, params.fieldName, body),
  }),
  route({
    method: 'delete',
    path: `${fieldsPath}/{fieldName}`,
    who: { roles: may.changeContactFields },
    summary: 'Delete a contact field; what is known of people under it stays',
    handle: ({ deps, params, ...actor }) => deleteField(deps, actor, params.fieldName),
  }),
  route({
    method: 'get',
    path: stagesPath,
    who: { roles: may.readContactFields },
    summary: 'The stages people go through, in their order',
    reply: stages,
    handle: async ({ deps, workspaceId }) => ({ stages: await stagesOf(deps.store, workspaceId) }),
  }),
  route({
    method: 'put',
    path: stagesPath,
    who: { roles: may.changeContactFields },
    summary: 'Say anew which stages there are',
    body: stages,
    reply: stages,
    handle: ({ deps, body, ...actor }) => changeStages(deps, actor, body),
  }),
]
