import { record, text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, TestOutcome } from '../contract.ts'
import { callBot } from './bot-api.ts'

/** Asks which bot the token is of: it is right when that is answered. */
export async function testConnection(egress: Egress, channel: OpenChannel): Promise<TestOutcome> {
  const answer = await callBot(egress, channel, 'getMe')
  if (answer.ok) {
    const { first_name, username } = record(answer.result)
    const name = text(first_name)
    const at = text(username)
    return {
      works: true,
      found: 'The token is accepted and the bot is found.',
      maySend: true,
      ...(at ? { number: `@${at}`.slice(0, 60) } : {}),
      ...(name ? { name: name.slice(0, 200) } : {}),
    }
  }
  const { alarm, reason, wayOut, code, retry } = answer.failure
  if (retry)
    return {
      works: false,
      found:
        code === undefined ? 'Telegram cannot be reached at the API address.' : 'Telegram answers that it cannot tell just now.',
      wayOut: 'Check the API address, and that this server may call out to it; then test again in a minute.',
    }
  return {
    works: false,
    found: reason,
    ...(wayOut ? { wayOut } : {}),
    ...(alarm ? { alarm: code === undefined ? {} : { code } } : {}),
  }
}
