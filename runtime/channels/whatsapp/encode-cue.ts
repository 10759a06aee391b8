import type { Cue } from '#schemas/message.ts'

/** The body of `POST /{version}/{phone number id}/messages` that marks a message as read, and those before it; typing is told along with it. */
export function encodeCue(cue: Cue, _to: string, heard: string | undefined): Record<string, unknown> | undefined {
  if (heard === undefined) return undefined
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: heard }
  return cue === 'typing' ? { ...read, typing_indicator: { type: 'text' } } : read
}
