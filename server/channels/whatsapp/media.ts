import { number, text } from '#runtime/channels/shape.ts'
import type { Egress } from '../../egress/egress.ts'
import { EgressError } from '../../egress/error.ts'
import type { MediaAnswer, OpenChannel } from '../contract.ts'
import { failureOf } from './errors.ts'
import { authorization, callGraph } from './graph.ts'

/** The largest file the vendor takes is a document of 100 MB (Cloud API, "Supported media types"). */
const maxBytes = 100 * 1024 * 1024

/** Where Meta keeps files. The token is shown to no other place, whatever an answer says. */
const vendorHosts = /(^|\.)(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net)$/

/**
 * A customer's file, in the vendor's two steps: the media id gives an address that is good for five minutes, and the address gives the
 * bytes; both want the channel's token.
 */
export async function openMedia(egress: Egress, channel: OpenChannel, mediaId: string): Promise<MediaAnswer> {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(mediaId)) return { kind: 'gone' }
  const answer = await callGraph(egress, channel, `${mediaId}?phone_number_id=${channel.settings.phoneNumberId}`)
  if (answer.kind !== 'answer') return { kind: 'away', why: { code: answer.kind === 'away' ? 'unreachable' : 'wrong-address' } }
  const { status, body, error } = answer
  const url = text(body?.url)
  if (status !== 200 || !url) {
    // 100: there is no such object, or it is another number's.
    return error.code === 100 || status === 404 ? { kind: 'gone' } : { kind: 'away', why: failureOf(error).why }
  }
  if ((number(body?.file_size) ?? 0) > maxBytes) return { kind: 'too-large' }
  if (!isVendors(url, String(channel.settings.apiBaseUrl)) || egress.refusal(url))
    return { kind: 'away', why: { code: 'wrong-address' } }
  return fetchFile(egress, channel, url)
}

async function fetchFile(egress: Egress, { secrets }: OpenChannel, url: string): Promise<MediaAnswer> {
  try {
    const { status, type, size, body } = await egress.download({ url, headers: authorization(secrets), maxBytes })
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

function isVendors(url: string, apiBaseUrl: string): boolean {
  if (!URL.canParse(url)) return false
  const { origin, protocol, hostname } = new URL(url)
  return origin === new URL(apiBaseUrl).origin || (protocol === 'https:' && vendorHosts.test(hostname))
}
