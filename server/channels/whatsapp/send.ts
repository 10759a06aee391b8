import { list, record } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, SendResult } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, otherAddress } from './graph.ts'

/** One call of the Cloud API. */
export async function send(egress: Egress, channel: OpenChannel, call: Record<string, unknown>): Promise<SendResult> {
  const answer = await callGraph(egress, channel, `${channel.settings.phoneNumberId}/messages`, call)
  if (answer.kind === 'away')
    return {
      ok: false,
      retry: true,
      why: { code: 'unreachable' },
      reason: 'WhatsApp cannot be reached; the message will be sent again.',
    }
  if (answer.kind === 'refused') {
    const reason = `The channel’s API address cannot be used: ${answer.why}.`
    return { ok: false, retry: false, why: { code: 'wrong-address' }, alarm: 'channel', wayOut: otherAddress, reason }
  }
  const providerId = record(list(answer.body?.messages)[0]).id
  if (answer.status === 200 && typeof providerId === 'string') return { ok: true, providerId }
  return failureOf(answer.error)
}
