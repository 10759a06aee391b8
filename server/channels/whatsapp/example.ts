import { text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import type { FileToSend, OpenChannel } from '../contract.ts'
import { type Away, away, bodyOf } from './account-id.ts'
import { callGraph, postBytes } from './graph.ts'

/**
 * Shows the vendor what may stand in a template's header: a session of the app that the token belongs to, then the bytes in one piece
 * (Meta, "Resumable Upload API"). What it is known by is good for that one template.
 */
export async function uploadExample(
  egress: Egress,
  channel: OpenChannel,
  { name, type, bytes }: FileToSend,
): Promise<{ ok: true; handle: string } | Away> {
  const app = await callGraph(egress, channel, 'app?fields=id')
  const appId = text(bodyOf(app)?.id)
  if (!appId || !/^\d{1,32}$/.test(appId)) return away(app)
  const about = new URLSearchParams({ file_name: name, file_length: String(bytes.length), file_type: type })
  const session = await callGraph(egress, channel, `${appId}/uploads?${about}`, {})
  const sessionId = text(bodyOf(session)?.id)
  if (!sessionId?.startsWith('upload:')) return away(session)
  const uploaded = await postBytes(egress, channel, sessionId, bytes)
  const handle = text(bodyOf(uploaded)?.h)
  return handle ? { ok: true, handle } : away(uploaded)
}
