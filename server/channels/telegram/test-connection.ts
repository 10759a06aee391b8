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
      maySend: true,
      ...(at ? { number: `@${at}`.slice(0, 60) } : {}),
      ...(name ? { name: name.slice(0, 200) } : {}),
    }
  }
  const { alarm, why, code, retry } = answer.failure
  if (retry) return { works: false, found: [{ code: code === undefined ? 'unreachable' : 'cannot-tell' }] }
  if (alarm) return { works: false, found: [alarm], alarm: code === undefined ? {} : { code } }
  return { works: false, found: [{ code: 'refused', values: { details: why.values?.details ?? String(code) } }] }
}
