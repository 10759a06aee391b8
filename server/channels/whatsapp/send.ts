import type { HttpResponse } from '#nodes/contract.ts'
import type { DrawnMessage } from '#runtime/channels/contract.ts'
import { encode } from '#runtime/channels/whatsapp/encode.ts'
import type { Egress } from '../../egress/egress.ts'
import { EgressError } from '../../egress/error.ts'
import type { OpenChannel, SendFailure, SendResult } from '../contract.ts'
import { failureOf } from './errors.ts'

/** One call of the Cloud API. The token goes to the API address of the channel and nowhere else. */
export async function send(
  egress: Egress,
  channel: OpenChannel,
  to: string,
  drawn: DrawnMessage,
  ids: { ourId: string; replyTo?: string },
): Promise<SendResult> {
  const { apiBaseUrl, apiVersion, phoneNumberId } = channel.settings
  // Settings may be older than what they are checked for, or than what the operator allows.
  const refusal = egress.refusal(String(apiBaseUrl))
  if (refusal)
    return { ok: false, retry: false, alarm: 'channel', reason: `The channel’s API address cannot be used: ${refusal}.` }
  try {
    const answer = await egress.request({
      method: 'POST',
      url: `${String(apiBaseUrl).replace(/(?<!\/)\/+$/, '')}/${apiVersion}/${phoneNumberId}/messages`,
      headers: { authorization: `Bearer ${channel.secrets.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(encode(drawn, to, ids)),
      timeoutMs: 10_000,
    })
    return resultOf(answer)
  } catch (error) {
    if (error instanceof EgressError) return notCalled(error)
    throw error
  }
}

function resultOf(answer: HttpResponse): SendResult {
  const body = parsed(answer.body)
  const providerId = body?.messages?.[0]?.id
  if (answer.status === 200 && typeof providerId === 'string') return { ok: true, providerId }
  const seconds = Number(answer.headers['retry-after'])
  return failureOf({
    status: answer.status,
    ...(typeof body?.error?.code === 'number' ? { code: body.error.code } : {}),
    ...(body?.error?.error_data?.details ? { details: String(body.error.error_data.details) } : {}),
    ...(seconds > 0 && seconds <= 86_400 ? { retryAfterMs: seconds * 1000 } : {}),
  })
}

interface Answer {
  messages?: { id?: unknown }[]
  error?: { code?: unknown; error_data?: { details?: unknown } }
}

function parsed(body: string): Answer | null {
  try {
    return JSON.parse(body) as Answer | null
  } catch {
    return null
  }
}

/** The network's failures pass; an address that may not be called is a wrong setting. */
function notCalled(error: EgressError): SendFailure {
  const passing = error.reason === 'timeout' || error.reason === 'unreachable'
  if (passing) return { ok: false, retry: true, reason: 'WhatsApp cannot be reached; the message will be sent again.' }
  return { ok: false, retry: false, alarm: 'channel', reason: `The channel’s API address cannot be used: ${error.message}.` }
}
