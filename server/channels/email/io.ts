import type { Egress } from '../../egress/egress.ts'
import type { ChannelIO } from '../contract.ts'
import { fewAtOnce } from './few-at-once.ts'
import { listen } from './listen.ts'
import { openMedia } from './media.ts'
import { send } from './send.ts'
import { senderPace } from './sender-pace.ts'
import { refusalOf, serverOf } from './servers.ts'
import { settingsSchema } from './settings.ts'
import { testConnection } from './test-connection.ts'

/** Providers take more, and none takes many more. */
const mostAtOnce = 5
/** With a send that takes its time it is less than the lease of a delivery. */
const longestWaitMs = 3_000

export function emailIO(egress: Egress): ChannelIO {
  const inTurn = fewAtOnce(mostAtOnce, longestWaitMs)
  const pace = senderPace()
  return {
    listen: (channel, ears) => listen(egress, channel, ears, pace),
    send: async (channel, call) => (await inTurn(channel.id, () => send(egress, channel, call))) ?? crowded,
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

/** Many mails are on their way; this one follows in a moment. */
const crowded = { ok: false, retry: true, why: { code: 'too-fast' } } as const
