import { record } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { ChannelIO, OpenChannel } from '../contract.ts'
import { callBot } from './bot-api.ts'
import { newToken } from './errors.ts'
import { openMedia } from './media.ts'
import { receive } from './receive.ts'
import { send } from './send.ts'
import { settingsSchema } from './settings.ts'
import { testConnection } from './test-connection.ts'
import { closeWebhook, openWebhook } from './webhook.ts'

export const telegramIO = (egress: Egress): ChannelIO => ({
  receive,
  send: (channel, call, file) => send(egress, channel, call, file),
  cue: async (channel, { method, params }) => void (await callBot(egress, channel, String(method), record(params))),
  open: (channel, callback) => openWebhook(egress, channel, callback),
  close: (channel, callback) => closeWebhook(egress, channel, callback),
  media: (channel, mediaId) => openMedia(egress, channel, mediaId),
  test: (channel) => testConnection(egress, channel),
  settingsSchema,
  // A bot has one webhook: a second channel would take the first one's messages away.
  sole: ({ settings, secrets }) => ({
    setting: 'botToken',
    value: `${settings.apiBaseUrl} ${botOf(secrets)}`,
    what: 'bot',
    ...(botOf(secrets) ? { forGood: botOf(secrets) } : {}),
  }),
  refusedByVendor: async (channel) => {
    const answer = await callBot(egress, channel, 'getMe')
    const refused = !answer.ok && answer.failure.alarm && answer.error.code !== undefined
    return refused ? [{ path: '/botToken', message: `is not accepted by Telegram. ${newToken}` }] : []
  },
  refuseSettings: ({ apiBaseUrl }) => {
    const refusal = egress.refusal(String(apiBaseUrl))
    return refusal ? [{ path: '/apiBaseUrl', message: `cannot be used: ${refusal.message}` }] : []
  },
})

/** A bot's own id, which stands in each of its tokens. */
const botOf = ({ botToken }: OpenChannel['secrets']): string | undefined => botToken?.split(':')[0]
