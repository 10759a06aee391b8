import { list, record, text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, TestOutcome } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, wrongAddress } from './graph.ts'

const fields = 'id,display_phone_number,verified_name,health_status'

/**
 * Asks the Graph API for the number with the channel's token: both are right when it answers, and it tells whether the number may
 * send (Meta, "Messaging health status": `health_status` of a phone number).
 */
export async function testConnection(egress: Egress, channel: OpenChannel): Promise<TestOutcome> {
  const { phoneNumberId, apiBaseUrl } = channel.settings
  const answer = await callGraph(egress, channel, `${phoneNumberId}?fields=${fields}`)
  if (answer.kind === 'refused') return { works: false, found: [wrongAddress(answer.why)], alarm: {} }
  if (answer.kind === 'away') {
    const { host } = new URL(String(apiBaseUrl))
    return { works: false, found: [{ code: 'unreachable', values: { host, why: answer.why } }] }
  }
  const { body, status, error } = answer
  if (status === 200 && body && body.id === phoneNumberId) return healthOf(body)
  if (status < 400 || (error.code === undefined && status === 404)) return { works: false, found: [{ code: 'not-the-api' }] }
  const { retry, alarm, code } = failureOf(error)
  if (retry) return { works: false, found: [{ code: 'cannot-tell' }] }
  const known = code === undefined ? {} : { code }
  if (alarm) return { works: false, found: [alarm], alarm: known }
  return { works: false, found: [{ code: 'refused-to-tell', values: { code: String(code ?? status) } }] }
}

/** The number is there and the token may see it; whether it may send is another question. */
function healthOf(body: Record<string, unknown>): TestOutcome {
  const number = text(body.display_phone_number)
  const name = text(body.verified_name)
  const known = { ...(number ? { number: number.slice(0, 60) } : {}), ...(name ? { name: name.slice(0, 200) } : {}) }
  const { can_send_message: can, entities } = record(body.health_status)
  const errors = list(entities).flatMap((entity) => list(record(entity).errors).map(record))
  if (can !== 'BLOCKED') return { works: true, maySend: true, ...known }
  // In the vendor's own words: what is wrong, and what it advises.
  const details = errors.flatMap((error) => [text(error.error_description) ?? [], text(error.possible_solution) ?? []].flat())
  const reason = { code: 'sends-nothing', values: { details: details.join(' ').slice(0, 1000) } } as const
  return { works: false, found: [reason], alarm: {}, ...known }
}
