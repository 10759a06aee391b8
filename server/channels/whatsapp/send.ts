import { list, record } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { FileToSend, OpenChannel, SendResult } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, unanswered } from './graph.ts'
import { uploadMedia } from './upload.ts'

/** One call of the Cloud API; a file that goes along is brought there first, and named in the call by what it is known by then. */
export async function send(
  egress: Egress,
  channel: OpenChannel,
  call: Record<string, unknown>,
  file?: FileToSend,
): Promise<SendResult> {
  if (!file) return sendCall(egress, channel, call)
  const upload = await uploadMedia(egress, channel, file)
  if (!upload.ok) return upload
  const type = String(call.type)
  const { kept } = upload
  return { ...(await sendCall(egress, channel, { ...call, [type]: { ...record(call[type]), id: kept.fileId } })), kept }
}

async function sendCall(egress: Egress, channel: OpenChannel, call: Record<string, unknown>): Promise<SendResult> {
  const answer = await callGraph(egress, channel, `${channel.settings.phoneNumberId}/messages`, call)
  if (answer.kind !== 'answer') return unanswered(answer)
  const providerId = record(list(answer.body?.messages)[0]).id
  if (answer.status === 200 && typeof providerId === 'string') return { ok: true, providerId }
  return failureOf(answer.error)
}
