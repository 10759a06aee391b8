import type { HttpRequest, HttpResponse } from '#nodes/contract.ts'
import { isRecord, record } from '#runtime/channels/shape.ts'
import type { AddressReason, TroubleReason } from '#schemas/channel-trouble.ts'
import type { EgressReason } from '#schemas/egress-reason.ts'
import type { Egress } from '../../egress/egress.ts'
import { EgressError } from '../../egress/error.ts'
import type { FileToSend, OpenChannel, SendFailure } from '../contract.ts'
import type { VendorError } from './errors.ts'

/** What the Graph API says. Without an answer: why it was not called, or that it cannot be reached just now. */
export type GraphAnswer =
  | { kind: 'answer'; status: number; body: Record<string, unknown> | null; error: VendorError & { retryAfterMs?: number } }
  | { kind: 'refused'; why: AddressReason }
  | { kind: 'away'; why: EgressReason }

/** The channel's API address must not be called. */
export const wrongAddress = (why: AddressReason): TroubleReason => ({ code: 'wrong-address', values: { why } })

/** What becomes of a message whose call was not answered. */
export const unanswered = (answer: Exclude<GraphAnswer, { kind: 'answer' }>): SendFailure =>
  answer.kind === 'away'
    ? { ok: false, retry: true, why: { code: 'unreachable' } }
    : { ok: false, retry: false, why: { code: 'wrong-address' }, alarm: wrongAddress(answer.why) }

/** One call of the Graph API, `path` below the API version. The token goes to the API address of the channel and nowhere else. */
export async function callGraph(
  egress: Egress,
  channel: OpenChannel,
  path: string,
  body?: Record<string, unknown>,
  method: HttpRequest['method'] = body ? 'POST' : 'GET',
): Promise<GraphAnswer> {
  return answered(egress, channel, path, (url) =>
    egress.request({
      method,
      url,
      headers: { ...authorization(channel.secrets), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: 10_000,
    }),
  )
}

/** Brings a file there, as a form would. It may take its time. */
export function postFile(
  egress: Egress,
  channel: OpenChannel,
  path: string,
  { name, type, bytes }: FileToSend,
): Promise<GraphAnswer> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', type)
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name)
  return answered(egress, channel, path, async (url) => {
    const sent = { method: 'POST', headers: authorization(channel.secrets), body: form }
    const response = await egress.fetch(url, sent, { timeoutMs: uploadMs })
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text().catch(() => '') }
  })
}

/** Brings the bytes of an upload there whose session is at `path`, from the first one on. */
export function postBytes(egress: Egress, channel: OpenChannel, path: string, bytes: Buffer): Promise<GraphAnswer> {
  return answered(egress, channel, path, async (url) => {
    const { accessToken } = channel.secrets
    const headers = { authorization: `OAuth ${accessToken}`, file_offset: '0', 'content-type': 'application/octet-stream' }
    const response = await egress.fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) }, { timeoutMs: uploadMs })
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text().catch(() => '') }
  })
}

async function answered(
  egress: Egress,
  { settings: { apiBaseUrl, apiVersion } }: OpenChannel,
  path: string,
  call: (url: string) => Promise<Pick<HttpResponse, 'status' | 'headers' | 'body'>>,
): Promise<GraphAnswer> {
  // Settings may be older than what they are checked for, or than what the operator allows.
  const refusal = egress.refusal(String(apiBaseUrl))
  if (refusal) return { kind: 'refused', why: refusal.reason }
  try {
    const answer = await call(`${String(apiBaseUrl).replace(/(?<!\/)\/+$/, '')}/${apiVersion}/${path}`)
    const json = parsed(answer.body)
    const retryAfterMs = Number(answer.headers['retry-after']) * 1000
    return {
      kind: 'answer',
      status: answer.status,
      body: json,
      error: { ...errorIn(json, answer.status), ...(retryAfterMs > 0 && retryAfterMs <= longestWaitMs ? { retryAfterMs } : {}) },
    }
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    // The network's failures pass; an address that may not be called is a wrong setting.
    const passing = error.reason === 'timeout' || error.reason === 'unreachable'
    return passing ? { kind: 'away', why: error.reason } : { kind: 'refused', why: error.reason }
  }
}

export const authorization = ({ accessToken }: OpenChannel['secrets']) => ({ authorization: `Bearer ${accessToken}` })

const longestWaitMs = 86_400_000
/** For 16 MB over a slow line. */
const uploadMs = 30_000

/** The error of an answer that is none of its contents; only its status when the body names none. */
export function errorIn(body: Record<string, unknown> | null, status: number): VendorError {
  const { code, error_subcode: subcode, error_data, error_user_msg, message } = record(body?.error)
  const { details = error_user_msg } = record(error_data)
  return {
    status,
    ...(typeof code === 'number' ? { code } : {}),
    ...(typeof subcode === 'number' ? { subcode } : {}),
    ...(details ? { details: String(details) } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  }
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body)
    return isRecord(json) ? json : null
  } catch {
    return null
  }
}
