import type { Egress } from '../../egress/egress.ts'
import type { ChannelIO } from '../contract.ts'
import { statusFailureOf } from './errors.ts'
import { send } from './send.ts'
import { settingsSchema } from './settings.ts'
import { handshake, verify } from './verify.ts'

export const whatsappIO = (egress: Egress): ChannelIO => ({
  verify,
  handshake,
  send: (channel, to, drawn, ids) => send(egress, channel, to, drawn, ids),
  statusFailure: statusFailureOf,
  settingsSchema,
  refuseSettings: ({ apiBaseUrl }) => {
    const refusal = egress.refusal(String(apiBaseUrl))
    return refusal ? [{ path: '/apiBaseUrl', message: `cannot be used: ${refusal}` }] : []
  },
})
