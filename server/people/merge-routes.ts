import {
  contactSuggestion,
  contactSuggestions,
  mergedTo,
  mergePreview,
  mergeQuery,
  mergesMade,
  suggestionChange,
  suggestionsQuery,
  toMerge,
  toUnmerge,
} from '#schemas/api/merging.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { listMerges } from './list-merges.ts'
import { changeSuggestion, listSuggestions } from './list-suggestions.ts'
import { merge, unmerge } from './merge-people.ts'
import { previewMerge } from './preview-merge.ts'

const one = '/workspaces/{w}/contacts/{contactId}'
const reads = { roles: may.readContacts }
const who = { roles: may.changeContacts }

/** Who may be one person, who is made one, and who is taken apart again. */
export const mergeRoutes = [
  route({
    method: 'get',
    path: '/workspaces/{w}/contacts/suggestions',
    who: reads,
    summary: 'Pairs of people who may be one: they have the same number or address, and nothing proves it; the newest first',
    query: suggestionsQuery,
    reply: contactSuggestions,
    handle: ({ deps, query, ...context }) => listSuggestions(deps, context, query),
  }),
  route({
    method: 'patch',
    path: '/workspaces/{w}/contacts/suggestions/{suggestionId}',
    who,
    summary: 'Say that the two are not one person, or ask again',
    body: suggestionChange,
    reply: contactSuggestion,
    handle: ({ deps, params, body, ...context }) => changeSuggestion(deps, context, params.suggestionId, body.state),
  }),
  route({
    method: 'get',
    path: `${one}/merge`,
    who: reads,
    summary: 'What would be on one page, fact by fact, and what it would stop, if these two were made one',
    query: mergeQuery,
    reply: mergePreview,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, query, ...context }) => previewMerge(deps, context, params.contactId, query.with),
  }),
  route({
    method: 'post',
    path: `${one}/merge`,
    who,
    summary:
      'Make two people one: both on the page of `{contactId}`, which shows what was told last or what is chosen; nothing is copied',
    body: toMerge,
    reply: mergedTo,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, body, ...context }) => merge(deps, context, params.contactId, body),
  }),
  route({
    method: 'post',
    path: `${one}/unmerge`,
    who,
    summary: 'Take a contact, or whose chat this is, out of the page: each has again what they had, and what they told since',
    body: toUnmerge,
    reply: mergedTo,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, body, ...context }) => unmerge(deps, context, params.contactId, body.identity),
  }),
  route({
    method: 'get',
    path: `${one}/merges`,
    who: reads,
    summary: 'Who came to this page and left it, when and why, the newest first',
    reply: mergesMade,
    handle: ({ deps, params, ...context }) => listMerges(deps, context, params.contactId),
  }),
]
