import { consents, newConsent, newOptOut, optOuts } from '#schemas/api/consents.ts'
import { privacy, privacyChange } from '#schemas/api/privacy.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { viewer } from '../chats/index.ts'
import { route } from '../http/route.ts'
import { addConsent, readConsents } from './consents.ts'
import { addOptOut, listOptOuts } from './opt-outs.ts'
import { changePrivacy, readPrivacy } from './privacy.ts'

const path = '/workspaces/{w}/contacts/{contactId}/consents'
const settings = '/workspaces/{w}/privacy'
const stops = '/workspaces/{w}/opt-outs'

export const consentRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readContacts },
    summary: 'What a person said to each purpose and channel, newest first, with its proof, and what follows from it',
    reply: consents,
    handle: ({ deps, params, ...context }) => readConsents(deps, viewer(context), params.contactId),
  }),
  route({
    method: 'post',
    path,
    who: { roles: may.changeContacts },
    summary: 'Write down what a person said elsewhere; a yes needs its proof',
    body: newConsent,
    reply: consents,
    status: 201,
    handle: ({ deps, params, body, ...actor }) => addConsent(deps, actor, params.contactId, body),
  }),
  route({
    method: 'get',
    path: stops,
    who: { roles: may.readOptOuts },
    summary: 'Whoever said STOP and has not taken it back',
    query: pageQuery,
    reply: optOuts,
    handle: ({ deps, workspaceId, query }) => listOptOuts(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path: stops,
    who: { roles: may.changeOptOuts },
    summary: 'Somebody said STOP elsewhere, or takes it back; or an address that is never to be written to',
    body: newOptOut,
    handle: ({ deps, body, ...actor }) => addOptOut(deps, actor, body),
  }),
  route({
    method: 'get',
    path: settings,
    who: { roles: may.readPrivacy },
    summary: 'What people are asked for, and how long what is kept',
    reply: privacy,
    handle: ({ deps, workspaceId }) => readPrivacy(deps.store, workspaceId),
  }),
  route({
    method: 'put',
    path: settings,
    who: { roles: may.changePrivacy },
    summary: 'Set purposes and retention; a stale revision answers 409',
    body: privacyChange,
    reply: privacy,
    errors: ['stale-privacy'],
    handle: ({ deps, body, ...actor }) => changePrivacy(deps, actor, body),
  }),
]
