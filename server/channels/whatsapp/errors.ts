import type { StatusError } from '#schemas/message.ts'
import type { SendFailure } from '../contract.ts'

interface Kind {
  codes: number[]
  /** What the agent reads; of what is tried again, without the end of the sentence. */
  reason: string
  retry?: boolean
  afterMs?: number
  alarm?: 'channel'
  /** The vendor's details say what is wrong with the content. */
  tellDetails?: boolean
}

/** What each of the vendor's error codes asks for. Decide by code and details, never by title: titles change. */
const kinds: Kind[] = [
  {
    codes: [131056],
    retry: true,
    afterMs: 6000,
    reason: 'WhatsApp asks us to slow down with this customer',
  },
  {
    codes: [4, 80007, 130429, 131057],
    retry: true,
    afterMs: 1000,
    reason: 'WhatsApp asks us to slow down',
  },
  { codes: [1, 2, 131000, 131016], retry: true, reason: 'WhatsApp has a problem of its own' },
  {
    codes: [131047],
    reason: 'More than 24 hours have passed since the customer last wrote; WhatsApp now takes a template message only.',
  },
  { codes: [131026], reason: 'WhatsApp cannot deliver to this customer.' },
  { codes: [131049], reason: 'WhatsApp held the message back: this customer has had enough marketing for now.' },
  { codes: [131050], reason: 'The customer has stopped marketing messages from this business.' },
  { codes: [130472], reason: 'WhatsApp held the message back: the customer is part of an experiment.' },
  { codes: [131021], reason: 'The customer’s number is the channel’s own number.' },
  { codes: [131030], reason: 'The number is not on the test channel’s list of recipients.' },
  { codes: [131062], reason: 'This kind of message cannot be sent to a customer without a phone number.' },
  { codes: [132015, 132016], reason: 'WhatsApp has paused or switched off this template.', tellDetails: true },
  { codes: [131052, 131053], reason: 'WhatsApp could not fetch or read the file.', tellDetails: true },
  {
    codes: [100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132008, 132012, 132068, 132069],
    reason: 'WhatsApp refused the message’s content.',
    tellDetails: true,
  },
  { codes: [0, 190], alarm: 'channel', reason: 'WhatsApp no longer accepts the channel’s access token.' },
  { codes: [3, 10, 131005], alarm: 'channel', reason: 'The channel’s access token may not send messages.' },
  { codes: [131042], alarm: 'channel', reason: 'WhatsApp has a problem with the account’s payment.' },
  { codes: [131048], alarm: 'channel', reason: 'WhatsApp has limited this number: too many of its messages were reported.' },
  { codes: [368, 131031, 130497], alarm: 'channel', reason: 'WhatsApp has locked or restricted the account.' },
  {
    codes: [131037, 131045, 133016],
    alarm: 'channel',
    reason: 'The number is not ready to send: its name or registration is not approved.',
  },
]

const byCode = new Map(kinds.flatMap((kind) => kind.codes.map((code) => [code, kind] as const)))

/** What to do about an error of the send call. */
export function failureOf(error: { code?: number; details?: string; status?: number; retryAfterMs?: number }): SendFailure {
  const { code, details, status = 400, retryAfterMs } = error
  const kind = kindOf(code, status)
  const afterMs = Math.max(kind.afterMs ?? 0, retryAfterMs ?? 0)
  return {
    ok: false,
    retry: kind.retry ?? false,
    reason: kind.retry ? `${kind.reason}; the message will be sent again.` : told(kind, details),
    ...(kind.retry && afterMs > 0 ? { afterMs } : {}),
    ...(code !== undefined ? { code } : {}),
    ...(kind.alarm ? { alarm: kind.alarm } : {}),
  }
}

/** What a `failed` status says. It comes later with the same codes, and what the vendor had accepted is not sent again. */
export function statusFailureOf({ code, title, details }: StatusError): Pick<SendFailure, 'reason' | 'alarm'> {
  const kind = kindOf(code, 400)
  return {
    reason: kind.retry ? `${kind.reason}; the message was not delivered.` : told(kind, details || title),
    ...(kind.alarm ? { alarm: kind.alarm } : {}),
  }
}

const told = ({ reason, tellDetails }: Kind, details: string | undefined): string =>
  tellDetails && details ? `${reason} ${details}` : reason

const kindOf = (code: number | undefined, status: number): Kind =>
  (code !== undefined && (byCode.get(code) ?? permission(code))) || unknown(status)

const permission = (code: number): Kind | undefined =>
  code >= 200 && code <= 299
    ? { codes: [], alarm: 'channel', reason: 'The channel’s access token may not send messages.' }
    : undefined

function unknown(status: number): Kind {
  if (status === 401 || status === 403) return byCode.get(190) as Kind
  // Sending again could say it twice.
  if (status < 400)
    return { codes: [], reason: 'WhatsApp gave an answer that says neither yes nor no; the message may have been sent.' }
  const passing = status === 408 || status === 429 || status >= 500
  return passing
    ? { codes: [], retry: true, reason: 'WhatsApp cannot be reached' }
    : { codes: [], reason: 'WhatsApp refused the message.', tellDetails: true }
}
