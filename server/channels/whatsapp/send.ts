import { list, record } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, SendResult } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, wrongAddress } from './graph.ts'

/** One call of the Cloud API. */
export async function send(egress: Egress, channel: OpenChannel, call: Record<string, unknown>): Promise<SendResult> {
  const answer = await callGraph(egress, channel, `${channel.settings.phoneNumberId}/messages`, call)
  if (answer.kind === 'away') return { ok: false, retry: true, why: { code: 'unreachable' } }
  if (answer.kind === 'refused')
    return { ok: false, retry: false, why: { code: 'wrong-address' }, alarm: wrongAddress(answer.why) }
  const providerId = record(list(answer.body?.messages)[0]).id
  if (answer.status === 200 && typeof providerId === 'string') return { ok: true, providerId }
  return failureOf(answer.error)
}
