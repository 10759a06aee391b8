import {
  broadcast,
  broadcastChange,
  broadcasts,
  dryRun,
  newBroadcast,
  recipients,
  recipientsQuery,
  sendingRules,
} from '#schemas/api/broadcasts.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { broadcastView } from './broadcast-view.ts'
import { changeBroadcast, createBroadcast, deleteBroadcast, findBroadcast } from './change-broadcast.ts'
import { beginDryRun, readDryRun } from './dry-run.ts'
import { listBroadcasts } from './list-broadcasts.ts'
import { listRecipients } from './list-recipients.ts'
import { changeSendingRules, sendingRulesOf } from './sending-rules.ts'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast, startBroadcast } from './start-broadcast.ts'

const all = '/workspaces/{w}/broadcasts'
const one = `${all}/{b}` as const
const reads = { roles: may.readBroadcasts }
const sends = { roles: may.sendBroadcasts }
const rules = '/workspaces/{w}/sending-rules'

export const broadcastRoutes = [
  route({
    method: 'get',
    path: all,
    who: reads,
    summary: 'Broadcasts and reminders, the newest first, with what came of each',
    query: pageQuery,
    reply: broadcasts,
    handle: ({ deps, workspaceId, query }) => listBroadcasts(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path: all,
    who: sends,
    summary: 'Draft a broadcast, or a reminder to whoever newly enters a segment; nothing is sent before it is started',
    body: newBroadcast,
    bodyLimit: 512 * 1024,
    reply: broadcast,
    status: 201,
    handle: ({ deps, body, ...actor }) => createBroadcast(deps, actor, body),
  }),
  route({
    method: 'get',
    path: one,
    who: reads,
    summary: 'One broadcast, and where its people are',
    reply: broadcast,
    handle: async ({ deps, workspaceId, params }) => broadcastView(deps, await findBroadcast(deps, workspaceId, params.b)),
  }),
  route({
    method: 'patch',
    path: one,
    who: sends,
    summary: 'Change a draft on top of the revision that was seen; of one that has begun the name',
    body: broadcastChange,
    bodyLimit: 512 * 1024,
    reply: broadcast,
    errors: ['stale-broadcast', 'broadcast-begun'],
    handle: ({ deps, params, body, ...actor }) => changeBroadcast(deps, actor, params.b, body),
  }),
  route({
    method: 'delete',
    path: one,
    who: sends,
    summary: 'Delete a draft; what has begun stays, for what came of it',
    errors: ['broadcast-begun'],
    handle: ({ deps, params, ...actor }) => deleteBroadcast(deps, actor, params.b),
  }),
  route({
    method: 'post',
    path: `${one}/dry-run`,
    who: sends,
    summary: 'Ask for everybody whether they would get it now, and why not; nothing is sent. It goes on in the background',
    reply: dryRun,
    status: 202,
    handle: ({ deps, params, ...actor }) => beginDryRun(deps, actor, params.b),
  }),
  route({
    method: 'get',
    path: `${one}/dry-run`,
    who: reads,
    summary: 'How far asking for everybody is, and what it found; 404 before it was begun',
    reply: dryRun,
    handle: async ({ deps, workspaceId, params }) => readDryRun(deps, await findBroadcast(deps, workspaceId, params.b)),
  }),
  route({
    method: 'post',
    path: `${one}/start`,
    who: sends,
    summary: 'Start it: at once, at its time, or for whoever enters its segment from now on',
    reply: broadcast,
    errors: ['broadcast-begun', 'broadcast-not-so'],
    handle: ({ deps, params, ...actor }) => startBroadcast(deps, actor, params.b),
  }),
  route({
    method: 'post',
    path: `${one}/pause`,
    who: sends,
    summary: 'Pause it: nothing more leaves but what is being sent this moment',
    reply: broadcast,
    errors: ['broadcast-not-so'],
    handle: ({ deps, params, ...actor }) => pauseBroadcast(deps, actor, params.b),
  }),
  route({
    method: 'post',
    path: `${one}/resume`,
    who: sends,
    summary: 'Go on with one that is paused',
    reply: broadcast,
    errors: ['broadcast-not-so'],
    handle: ({ deps, params, ...actor }) => resumeBroadcast(deps, actor, params.b),
  }),
  route({
    method: 'post',
    path: `${one}/cancel`,
    who: sends,
    summary: 'End it for good: whoever got it got it, nobody else does',
    reply: broadcast,
    errors: ['broadcast-not-so'],
    handle: ({ deps, params, ...actor }) => cancelBroadcast(deps, actor, params.b),
  }),
  route({
    method: 'get',
    path: `${one}/recipients`,
    who: reads,
    summary: 'Its people, of one standing or all; `dry=true`: as it would be if it started now, where a page may be short',
    query: recipientsQuery,
    reply: recipients,
    handle: ({ deps, workspaceId, params, query }) => listRecipients(deps, workspaceId, params.b, query),
  }),
  route({
    method: 'get',
    path: rules,
    who: reads,
    summary: 'When and how often people are written to unasked: quiet hours, weekend, most messages',
    reply: sendingRules,
    handle: ({ deps, workspaceId }) => sendingRulesOf(deps.store, workspaceId),
  }),
  route({
    method: 'put',
    path: rules,
    who: sends,
    summary: 'Set when and how often people are written to unasked; what is left out does not hold',
    body: sendingRules,
    reply: sendingRules,
    errors: ['stale-rules'],
    handle: ({ deps, body, ...actor }) => changeSendingRules(deps, actor, body),
  }),
]
