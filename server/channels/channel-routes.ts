import {
  channel,
  channelChange,
  channels,
  channelTemplates,
  channelTest,
  messageTemplate,
  newChannel,
  templateDraft,
  workspaceTemplates,
} from '#schemas/api/channels.ts'
import { limitChange, limitHit, limitHits } from '#schemas/api/limits.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeChannel } from './change-channel.ts'
import { changeTemplate, createTemplate, deleteTemplate } from './compose-template.ts'
import { createChannel } from './create-channel.ts'
import { deleteChannel } from './delete-channel.ts'
import { freeNetwork, listLimitHits } from './limit-hits.ts'
import { listChannels } from './list-channels.ts'
import { listTemplates } from './templates.ts'
import { testChannel } from './test-channel.ts'
import { templatesOf } from './workspace-templates.ts'

const path = '/workspaces/{w}/channels'

export const channelRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readChannels },
    summary: 'Channels, without their secrets; settings in full for those who may change them',
    query: pageQuery,
    reply: channels,
    handle: ({ deps, query, ...actor }) => listChannels(deps, actor, query),
  }),
  route({
    method: 'post',
    path,
    who: { roles: may.changeChannels },
    summary: 'Open a channel',
    body: newChannel,
    reply: channel,
    status: 201,
    handle: ({ deps, body, ...actor }) => createChannel(deps, actor, body),
  }),
  route({
    method: 'patch',
    path: `${path}/{channelId}`,
    who: { roles: may.changeChannels },
    summary: 'Change a channel; settings that are left out stay',
    body: channelChange,
    reply: channel,
    errors: ['demo-channel'],
    handle: ({ deps, params, body, ...actor }) => changeChannel(deps, actor, params.channelId, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{channelId}`,
    who: { roles: may.changeChannels },
    summary: 'Close a channel; its conversations stay',
    handle: ({ deps, params, ...actor }) => deleteChannel(deps, actor, params.channelId),
  }),
  route({
    method: 'post',
    path: `${path}/{channelId}/test`,
    who: { roles: may.changeChannels },
    summary: 'Ask the vendor whether the channel can be reached with its settings',
    reply: channelTest,
    handle: ({ deps, workspaceId, params }) => testChannel(deps, workspaceId, params.channelId),
  }),
  route({
    method: 'get',
    path: `${path}/{channelId}/templates`,
    who: { roles: may.readChannels },
    summary: 'The templates of the account behind a channel, in whatever state; asked of the vendor once an hour at most',
    reply: channelTemplates,
    errors: ['vendor-away'],
    handle: ({ deps, workspaceId, params }) => listTemplates(deps, workspaceId, params.channelId),
  }),
  route({
    method: 'post',
    path: `${path}/{channelId}/templates/sync`,
    who: { roles: may.readChannels },
    summary: 'Ask the vendor for the templates anew',
    reply: channelTemplates,
    errors: ['vendor-away'],
    handle: ({ deps, workspaceId, params }) => listTemplates(deps, workspaceId, params.channelId, { anew: true }),
  }),
  route({
    method: 'post',
    path: `${path}/{channelId}/templates`,
    who: { roles: may.changeChannels },
    summary: 'Send a template for approval; what the vendor would refuse is told beforehand',
    body: templateDraft,
    reply: messageTemplate,
    status: 201,
    errors: ['vendor-away', 'template-refused', 'demo-channel', 'without-templates'],
    handle: ({ deps, params, body, ...actor }) => createTemplate(deps, actor, params.channelId, body),
  }),
  route({
    method: 'put',
    path: `${path}/{channelId}/templates/{templateId}`,
    who: { roles: may.changeChannels },
    summary: 'Change a template and send it for approval again; name and language stay',
    body: templateDraft,
    reply: messageTemplate,
    errors: ['vendor-away', 'template-refused', 'template-pending', 'demo-channel', 'without-templates'],
    handle: ({ deps, params, body, ...actor }) => changeTemplate(deps, actor, params, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{channelId}/templates/{templateId}`,
    who: { roles: may.changeChannels },
    summary: 'Delete a template at its vendor, in its one language',
    errors: ['vendor-away', 'template-refused', 'demo-channel', 'without-templates'],
    handle: ({ deps, params, ...actor }) => deleteTemplate(deps, actor, params),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/templates',
    who: { roles: may.readChannels },
    summary: 'The templates of every channel as they were read last, with the channels that can send them',
    reply: workspaceTemplates,
    handle: async ({ deps, workspaceId }) => ({ items: await templatesOf(deps, workspaceId) }),
  }),
  route({
    method: 'get',
    path: `${path}/{channelId}/limits`,
    who: { roles: may.changeChannels },
    summary: 'The networks that a web chat’s limits hit lately',
    query: pageQuery,
    reply: limitHits,
    handle: ({ deps, workspaceId, params, query }) => listLimitHits(deps, workspaceId, params.channelId, query),
  }),
  route({
    method: 'patch',
    path: `${path}/{channelId}/limits/{limitId}`,
    who: { roles: may.changeChannels },
    summary: 'Lift a web chat’s limits for a network, or set them again',
    body: limitChange,
    reply: limitHit,
    handle: ({ deps, params, body, ...actor }) => freeNetwork(deps, actor, params, body.freed),
  }),
]
