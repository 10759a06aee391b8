import { isRecord, type Shape } from '#runtime/channels/shape.ts'
import { jsonIn } from '../door/answer.ts'
import type { Received } from './contract.ts'

/** The object that a body is as JSON, or why it is refused. */
export function objectIn(rawBody: Buffer): { object: Shape } | Extract<Received, { refused: unknown }> {
  const json = jsonIn(rawBody)
  if ('refused' in json) return json
  if (typeof json.value !== 'object' || json.value === null)
    return { refused: 'invalid-input', problems: [{ path: '', message: 'is not an object' }] }
  return { object: isRecord(json.value) ? json.value : {} }
}
