import { messageIdOf } from '#runtime/channels/email/message-id.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, SendFailure, SendResult } from '../contract.ts'
import { troubleOf } from './errors.ts'
import { openTransport } from './open-transport.ts'

/** One mail. Under its own `Message-ID`, which is the same when it is sent again: where it was taken after all, programs show it once. */
export async function send(egress: Egress, channel: OpenChannel, call: Record<string, unknown>): Promise<SendResult> {
  const { to, ourId, subject, text, html, inReplyTo, references, automatic } = call as unknown as MailCall
  const address = String(channel.settings.address)
  const messageId = messageIdOf(ourId, address)
  try {
    const transport = await openTransport(egress, channel)
    try {
      await transport.sendMail({
        from: { name: String(channel.settings.fromName ?? ''), address },
        to: { name: '', address: to },
        messageId,
        subject,
        text,
        html,
        ...(inReplyTo ? { inReplyTo, references: references ?? [] } : {}),
        ...(automatic ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {}),
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } finally {
      transport.close()
    }
    return { ok: true, providerId: messageId }
  } catch (error) {
    return failureOf(error)
  }
}

interface MailCall {
  to: string
  ourId: string
  subject: string
  text: string
  html: string
  inReplyTo?: string
  references?: string[]
  automatic?: boolean
}

/** What a server answers: 5xx for good, 4xx to be tried again (RFC 5321, 4.2.1). */
function failureOf(error: unknown): SendFailure {
  const {
    responseCode: code,
    response = '',
    command = '',
  } = Object(error) as {
    responseCode?: number
    response?: string
    command?: string
  }
  const trouble = troubleOf(error, 'smtp')
  // A server that is busy refuses the sign-in for now (454).
  if (trouble && !(code && code < 500))
    return { ok: false, retry: false, why: trouble.why, alarm: trouble.reason, ...(code ? { code } : {}) }
  if (code === undefined) return { ok: false, retry: true, why: { code: 'unreachable' } }
  if (code < 500) return { ok: false, retry: true, code, why: { code: 'vendor-trouble' } }
  const details = response.replace(/\s+/g, ' ').trim().slice(0, 300)
  const said = details ? { values: { details } } : {}
  if (command.startsWith('MAIL')) {
    const reason = { code: 'sender-refused', ...said } as const
    return { ok: false, retry: false, code, why: reason, alarm: reason }
  }
  return { ok: false, retry: false, code, why: { code: 'refused', ...said } }
}
