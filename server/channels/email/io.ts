import type { Egress } from '../../egress/egress.ts'
import type { ChannelIO } from '../contract.ts'
import { listen } from './listen.ts'
import { openMedia } from './media.ts'
import { send } from './send.ts'
import { senderPace } from './sender-pace.ts'
import { refusalOf, serverOf } from './servers.ts'
import { settingsSchema } from './settings.ts'
import { testConnection } from './test-connection.ts'

export function emailIO(egress: Egress): ChannelIO {
  const pace = senderPace()
  return {
    listen: (channel, ears) => listen(egress, channel, ears, pace),
    send: (channel, call) => send(egress, channel, call),
    media: (channel, mediaId) => openMedia(egress, channel, mediaId),
    test: (channel) => testConnection(egress, channel),
    statusFailure: ({ details }) => ({ why: { code: 'came-back', ...(details ? { values: { details } } : {}) } }),
    settingsSchema,
    // Two channels that read one mailbox would both answer.
    sole: ({ settings }) => ({
      setting: 'imapUser',
      value: `${settings.imapHost} ${settings.imapUser}`.toLowerCase(),
      what: 'mailbox',
    }),
    refuseSettings: (settings) =>
      (['imap', 'smtp'] as const).flatMap((half) => {
        const refusal = refusalOf(egress, serverOf(half, { settings, secrets: {} }))
        const field = refusal?.reason === 'port' ? 'Port' : 'Host'
        return refusal ? [{ path: `/${half}${field}`, message: `cannot be used: ${refusal.message}` }] : []
      }),
  }
}
