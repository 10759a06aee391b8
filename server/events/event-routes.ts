import { eventReport, events, eventsQuery, eventTaken, eventTypes, manyEvents, newEvent } from '#schemas/api/events.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { listEvents, listEventTypes } from './list-events.ts'
import { takeEvent, takeManyEvents } from './take-events.ts'

const path = '/workspaces/{w}/events'

export const eventRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readSegments },
    summary: 'What happened to people, the newest first; to one of them, or of one type',
    query: eventsQuery,
    reply: events,
    handle: ({ deps, workspaceId, query }) => listEvents(deps.store, workspaceId, query),
  }),
  route({
    method: 'post',
    path,
    who: { roles: may.tellEvents },
    summary:
      'Tell that something happened to a person, once for each `id`: flows that wait for it go on, one that starts with it may begin, segments count it. Of a phone number or an e-mail that nobody has, somebody new is made; of any other id nobody (404)',
    body: newEvent,
    reply: eventTaken,
    handle: ({ deps, workspaceId, caller, body }) => takeEvent(deps.engine, workspaceId, caller.user.id, body),
  }),
  route({
    method: 'post',
    path: `${path}/bulk`,
    who: { roles: may.tellEvents },
    summary: 'Tell up to 500 events at once; each goes in whole or not at all, and the answer says so row by row',
    body: manyEvents,
    bodyLimit: 3 * 1024 * 1024,
    reply: eventReport,
    handle: ({ deps, workspaceId, caller, body }) => takeManyEvents(deps.engine, workspaceId, caller.user.id, body.events),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/event-types',
    who: { roles: may.readSegments },
    summary: 'Which types of events have happened, and those the house knows',
    reply: eventTypes,
    handle: ({ deps, workspaceId }) => listEventTypes(deps.store, workspaceId),
  }),
]
