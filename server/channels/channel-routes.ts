import { channel, channelChange, channels, channelTemplates, channelTest, newChannel } from '#schemas/api/channels.ts'
import { limitChange, limitHit, limitHits } from '#schemas/api/limits.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeChannel } from './change-channel.ts'
import { createChannel } from './create-channel.ts'
import { deleteChannel } from './delete-channel.ts'
import { freeNetwork, listLimitHits } from './limit-hits.ts'
import { listChannels } from './list-channels.ts'
import { listTemplates } from './templates.ts'
import { testChannel } from './test-channel.ts'

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
    path: `${path}/{channelId}/templates/read`,
    who: { roles: may.readChannels },
    summary: 'Ask the vendor for the templates anew',
    reply: channelTemplates,
    errors: ['vendor-away'],
    handle: ({ deps, workspaceId, params }) => listTemplates(deps, workspaceId, params.channelId, { anew: true }),
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
