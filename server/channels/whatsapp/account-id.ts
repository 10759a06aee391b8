import { list, record, text } from '#runtime/channels/shape.ts'
import type { RefusalCode } from '#schemas/message.ts'
import type { Reason } from '#schemas/reason.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, type GraphAnswer } from './graph.ts'

/** Why the vendor cannot be asked, or does not do what it was asked. */
export interface Away {
  ok: false
  why: Reason<RefusalCode>
}

/**
 * The account that a number belongs to. The number itself says which that is: among what its health depends on (`health_status.entities`).
 */
export async function accountOf(egress: Egress, channel: OpenChannel): Promise<{ ok: true; account: string } | Away> {
  const number = await callGraph(egress, channel, `${channel.settings.phoneNumberId}?fields=health_status`)
  const entities = list(record(bodyOf(number)?.health_status).entities).map(record)
  const account = text(entities.find(({ entity_type }) => entity_type === 'WABA')?.id)
  return account && /^\d{1,32}$/.test(account) ? { ok: true, account } : away(number)
}

export const bodyOf = (answer: GraphAnswer): Record<string, unknown> | undefined =>
  answer.kind === 'answer' && answer.status === 200 && answer.body ? answer.body : undefined

export function away(answer: GraphAnswer): Away {
  if (answer.kind !== 'answer') return { ok: false, why: { code: answer.kind === 'away' ? 'unreachable' : 'wrong-address' } }
  // A number that does not say which account it belongs to.
  return { ok: false, why: answer.status === 200 ? { code: 'unknown-number' } : failureOf(answer.error).why }
}
