import type { Egress } from '../../egress/egress.ts'
import type { ChannelIO } from '../contract.ts'
import { accountNews } from './account.ts'
import { statusFailureOf } from './errors.ts'
import { callGraph } from './graph.ts'
import { openMedia } from './media.ts'
import { receive } from './receive.ts'
import { send } from './send.ts'
import { settingsSchema } from './settings.ts'
import { deleteTemplate, readTemplates, saveTemplate } from './templates.ts'
import { testConnection } from './test-connection.ts'

export const whatsappIO = (egress: Egress): ChannelIO => ({
  receive,
  send: (channel, call, file) => send(egress, channel, call, file),
  cue: async (channel, call) => void (await callGraph(egress, channel, `${channel.settings.phoneNumberId}/messages`, call)),
  statusFailure: statusFailureOf,
  accountNews,
  media: (channel, mediaId) => openMedia(egress, channel, mediaId),
  templates: (channel) => readTemplates(egress, channel),
  saveTemplate: (channel, draft, beside) => saveTemplate(egress, channel, draft, beside),
  deleteTemplate: (channel, template) => deleteTemplate(egress, channel, template),
  test: (channel) => testConnection(egress, channel),
  settingsSchema,
  refuseSettings: ({ apiBaseUrl }) => {
    const refusal = egress.refusal(String(apiBaseUrl))
    if (refusal) return [{ path: '/apiBaseUrl', message: `cannot be used: ${refusal.message}` }]
    // As the vendor's own pages write it.
    const version = /\/(v\d+\.\d+)\/*$/.exec(String(apiBaseUrl))?.[1]
    return version ? [{ path: '/apiBaseUrl', message: `ends with the version ${version}, which has a field of its own` }] : []
  },
})
