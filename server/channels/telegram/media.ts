import { number, record, text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import { EgressError } from '../../egress/error.ts'
import type { MediaAnswer, OpenChannel } from '../contract.ts'
import { apiRootOf, callBot } from './bot-api.ts'

/** What the Bot API hands out at most (Bot API, `getFile`). */
const maxBytes = 20 * 1024 * 1024

/** A customer's file, in the vendor's two steps: its id gives a path that is good for an hour, and the path gives the bytes. */
export async function openMedia(egress: Egress, channel: OpenChannel, mediaId: string): Promise<MediaAnswer> {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(mediaId)) return { kind: 'gone' }
  const answer = await callBot(egress, channel, 'getFile', { file_id: mediaId })
  if (!answer.ok) {
    const { code, description = '' } = answer.error
    if (code === 400) return /too big/i.test(description) ? { kind: 'too-large' } : { kind: 'gone' }
    return { kind: 'away', why: answer.failure.why }
  }
  const { file_path, file_size } = record(answer.result)
  const path = text(file_path)
  if ((number(file_size) ?? 0) > maxBytes) return { kind: 'too-large' }
  if (!path || !/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(path)) return { kind: 'gone' }
  return fetchFile(egress, `${apiRootOf(channel)}/file/bot${channel.secrets.botToken}/${path}`)
}

async function fetchFile(egress: Egress, url: string): Promise<MediaAnswer> {
  try {
    const { status, type, size, body } = await egress.download({ url, headers: {}, maxBytes })
    if (status === 200) return { kind: 'file', type: type ?? '', ...(size === undefined ? {} : { size }), body }
    body.destroy()
    return status === 404 || status === 410
      ? { kind: 'gone' }
      : { kind: 'away', why: { code: 'refused', values: { details: String(status) } } }
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    return error.reason === 'too-large' ? { kind: 'too-large' } : { kind: 'away', why: { code: 'unreachable' } }
  }
}
