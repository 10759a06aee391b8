import { list, record, text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, TestOutcome } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, otherAddress } from './graph.ts'

const fields = 'id,display_phone_number,verified_name,health_status'

/**
 * Asks the Graph API for the number with the channel's token: both are right when it answers, and it tells whether the number may
 * send (Meta, "Messaging health status": `health_status` of a phone number).
 */
export async function testConnection(egress: Egress, channel: OpenChannel): Promise<TestOutcome> {
  const { phoneNumberId, apiBaseUrl } = channel.settings
  const answer = await callGraph(egress, channel, `${phoneNumberId}?fields=${fields}`)
  if (answer.kind === 'refused')
    return {
      works: false,
      found: `The channel’s API address cannot be used: ${answer.why}.`,
      wayOut: otherAddress,
      alarm: {},
    }
  if (answer.kind === 'away')
    return {
      works: false,
      found: `WhatsApp cannot be reached at ${new URL(String(apiBaseUrl)).host}: ${answer.why}.`,
      wayOut: 'Check the API address, and that this server may call out to it; then test again.',
    }
  const { body, status, error } = answer
  if (status === 200 && body && body.id === phoneNumberId) return healthOf(body)
  if (status < 400 || (error.code === undefined && status === 404))
    return {
      works: false,
      found: 'What answers at the API address is not WhatsApp’s API.',
      wayOut: otherAddress,
    }
  const { retry, reason, alarm, wayOut, code } = failureOf(error)
  if (retry)
    return {
      works: false,
      found: 'WhatsApp answers that it cannot tell just now.',
      wayOut: 'Test again in a minute.',
    }
  return {
    works: false,
    found: alarm ? reason : `WhatsApp refused to tell about the number${code === undefined ? '' : ` (error ${code})`}.`,
    wayOut:
      wayOut ??
      'Compare the phone number ID, the access token and the API version with the app’s page at developers.facebook.com.',
    ...(alarm ? { alarm: { ...(code === undefined ? {} : { code }) } } : {}),
  }
}

/** The number is there and the token may see it; whether it may send is another question. */
function healthOf(body: Record<string, unknown>): TestOutcome {
  const number = text(body.display_phone_number)
  const name = text(body.verified_name)
  const known = { ...(number ? { number: number.slice(0, 60) } : {}), ...(name ? { name: name.slice(0, 200) } : {}) }
  const { can_send_message: can, entities } = record(body.health_status)
  const errors = list(entities).flatMap((entity) => list(record(entity).errors).map(record))
  const words = errors.flatMap(({ error_description }) => text(error_description) ?? []).join(' ')
  const advice = errors.flatMap(({ possible_solution }) => text(possible_solution) ?? []).join(' ')
  if (can !== 'BLOCKED') return { works: true, found: 'The token is accepted and the number is found.', maySend: true, ...known }
  return {
    works: false,
    found: `The token is accepted and the number is found, but WhatsApp lets it send nothing. ${words}`.trim().slice(0, 1000),
    wayOut: (advice || 'Look at the number and its account in WhatsApp Manager.').slice(0, 1000),
    alarm: {},
    ...known,
  }
}
