import { retention, wouldGo } from '#schemas/api/privacy.ts'
import { newRequest, personExport, request, requestChange, requests, restriction } from '#schemas/api/rights.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { fileRoute, route } from '../http/route.ts'
import { eraseContact } from './erase.ts'
import { exportContact, exportContactPage } from './export-contact.ts'
import { addRequest, changeRequest, listRequests } from './requests.ts'
import { setRestriction } from './restrict.ts'
import { previewRetention } from './retention.ts'

const one = '/workspaces/{w}/contacts/{contactId}'
const asked = '/workspaces/{w}/privacy/requests'

export const rightsRoutes = [
  route({
    method: 'delete',
    path: one,
    who: { roles: may.forgetPeople },
    summary: 'Erase a person: nobody finds them from now on, nothing of them is stored within seconds, and no figure changes',
    handle: ({ deps, params, ...actor }) => eraseContact(deps, actor, params.contactId),
  }),
  route({
    method: 'get',
    path: `${one}/export`,
    who: { roles: may.exportContacts },
    summary: 'Everything that is known of a person',
    reply: personExport,
    handle: ({ deps, params, ...actor }) => exportContact(deps, actor, params.contactId),
  }),
  fileRoute({
    method: 'get',
    path: `${one}/export/page`,
    who: { roles: may.exportContacts },
    summary: 'Everything that is known of a person, as a page to give to them',
    handle: ({ deps, params, ...actor }) => exportContactPage(deps, actor, params.contactId),
  }),
  route({
    method: 'put',
    path: `${one}/restriction`,
    who: { roles: may.changePrivacy },
    summary: 'Restrict a person, or no longer: they leave segments, broadcasts and exports, and are still answered',
    body: restriction,
    handle: ({ deps, params, body, ...actor }) => setRestriction(deps, actor, params.contactId, body.restricted),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/privacy/retention',
    who: { roles: may.changePrivacy },
    summary: 'How much would go today, were it kept for so many days only',
    query: retention,
    reply: wouldGo,
    handle: ({ deps, workspaceId, query }) => previewRetention(deps, workspaceId, query),
  }),
  route({
    method: 'get',
    path: asked,
    who: { roles: may.readOptOuts },
    summary: 'What people asked for about what is known of them, and by when it is due',
    query: pageQuery,
    reply: requests,
    handle: ({ deps, workspaceId, query }) => listRequests(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path: asked,
    who: { roles: may.changeOptOuts },
    summary: 'Write down what somebody asked for: an answer is due in two working days, the rest in fifteen days',
    body: newRequest,
    reply: request,
    status: 201,
    handle: ({ deps, body, ...actor }) => addRequest(deps, actor, body),
  }),
  route({
    method: 'patch',
    path: `${asked}/{requestId}`,
    who: { roles: may.changePrivacy },
    summary: 'Say that a request was answered, or is done',
    body: requestChange,
    reply: request,
    handle: ({ deps, params, body, ...actor }) => changeRequest(deps, actor, params.requestId, body),
  }),
]
