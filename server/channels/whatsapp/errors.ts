import type { RefusalCode, StatusError } from '#schemas/message.ts'
import type { SendFailure } from '../contract.ts'

interface Kind {
  codes: number[]
  why: RefusalCode
  /** The same for those who run the channel; of what is tried again, without the end of the sentence. */
  reason: string
  retry?: boolean
  afterMs?: number
  tooFast?: SendFailure['tooFast']
  /** The whole channel is out of order: what the people who run it can do. */
  wayOut?: string
  /** The vendor's details say what is wrong with the content. */
  tellDetails?: boolean
}

const mayNotSend = 'The channel’s access token may not send messages.'
const givePermission =
  'Give the token’s system user the WhatsApp account, and the token the permission whatsapp_business_messaging, in Meta’s business settings.'

/** What each of the vendor's error codes asks for. Decide by code and details, never by title: titles change. */
const kinds: Kind[] = [
  {
    codes: [131056],
    why: 'too-fast',
    retry: true,
    afterMs: 6000,
    tooFast: 'person',
    reason: 'WhatsApp asks us to slow down with this customer',
  },
  {
    codes: [4, 80007, 130429, 131057],
    why: 'too-fast',
    retry: true,
    afterMs: 1000,
    tooFast: 'channel',
    reason: 'WhatsApp asks us to slow down',
  },
  { codes: [1, 2, 131000, 131016], why: 'vendor-trouble', retry: true, reason: 'WhatsApp has a problem of its own' },
  {
    codes: [131047],
    why: 'outside-window',
    reason: 'More than 24 hours have passed since the customer last wrote; WhatsApp now takes a template message only.',
  },
  { codes: [131026], why: 'undeliverable', reason: 'WhatsApp cannot deliver to this customer.' },
  {
    codes: [131049],
    why: 'enough-marketing',
    reason: 'WhatsApp held the message back: this customer has had enough marketing for now.',
  },
  { codes: [131050], why: 'stopped-marketing', reason: 'The customer has stopped marketing messages from this business.' },
  { codes: [130472], why: 'experiment', reason: 'WhatsApp held the message back: the customer is part of an experiment.' },
  { codes: [131021], why: 'own-number', reason: 'The customer’s number is the channel’s own number.' },
  { codes: [131030], why: 'not-on-test-list', reason: 'The number is not on the test channel’s list of recipients.' },
  {
    codes: [131062],
    why: 'no-phone-number',
    reason: 'This kind of message cannot be sent to a customer without a phone number.',
  },
  {
    codes: [132015, 132016],
    why: 'template-off',
    reason: 'WhatsApp has paused or switched off this template.',
    tellDetails: true,
  },
  { codes: [131052, 131053], why: 'unreadable-file', reason: 'WhatsApp could not fetch or read the file.', tellDetails: true },
  {
    codes: [100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132008, 132012, 132068, 132069],
    why: 'content-refused',
    reason: 'WhatsApp refused the message’s content.',
    tellDetails: true,
  },
  {
    codes: [0, 190],
    why: 'token-refused',
    reason: 'WhatsApp no longer accepts the channel’s access token.',
    wayOut: 'Make a new token for a system user in Meta’s business settings and enter it on the channel’s page.',
  },
  { codes: [3, 10, 131005], why: 'may-not-send', reason: mayNotSend, wayOut: givePermission },
  {
    codes: [131042],
    why: 'payment',
    reason: 'WhatsApp has a problem with the account’s payment.',
    wayOut: 'Mend the payment method in WhatsApp Manager, under Billing.',
  },
  {
    codes: [131048],
    why: 'limited',
    reason: 'WhatsApp has limited this number: too many of its messages were reported.',
    wayOut: 'Write only to people who asked for it until the number’s quality in WhatsApp Manager is better.',
  },
  {
    codes: [368, 131031, 130497],
    why: 'locked',
    reason: 'WhatsApp has locked or restricted the account.',
    wayOut: 'Ask for a review in Meta’s Business Support Home: business.facebook.com/business-support-home.',
  },
  {
    codes: [131037, 131045, 133010, 133016],
    why: 'not-ready',
    reason: 'The number is not ready to send: its name or registration is not approved.',
    wayOut: 'Look at the number in WhatsApp Manager: finish its registration, or wait until its name is approved.',
  },
]

/** An error as the Graph API tells it, and the status of the answer. */
export interface VendorError {
  code?: number
  subcode?: number
  details?: string
  status?: number
}

/** Code 100 with subcode 33: what the address names does not exist, or the token may not see it. */
export const isUnknownNumber = ({ code, subcode }: VendorError): boolean => code === 100 && subcode === 33
const unknownNumber: Kind = {
  codes: [],
  why: 'unknown-number',
  reason: 'WhatsApp knows no number under this phone number ID, or the access token may not see it.',
  wayOut:
    'Copy the phone number ID (not the number itself) from the app’s WhatsApp page at developers.facebook.com, and use a token of the same account.',
}

const byCode = new Map(kinds.flatMap((kind) => kind.codes.map((code) => [code, kind] as const)))

/** What to do about an error of the send call. */
export function failureOf(error: VendorError & { retryAfterMs?: number }): SendFailure {
  const { code, details, status = 400, retryAfterMs } = error
  const kind = isUnknownNumber(error) ? unknownNumber : kindOf(code, status)
  const afterMs = Math.max(kind.afterMs ?? 0, retryAfterMs ?? 0)
  return {
    ok: false,
    retry: kind.retry ?? false,
    reason: kind.retry ? `${kind.reason}; the message will be sent again.` : told(kind, details),
    why: whyOf(kind, details),
    ...(kind.retry && afterMs > 0 ? { afterMs } : {}),
    ...(kind.tooFast ? { tooFast: kind.tooFast } : {}),
    ...(code !== undefined ? { code } : {}),
    ...alarmed(kind),
  }
}

/** What a `failed` status says. It comes later with the same codes, and what the vendor had accepted is not sent again. */
export function statusFailureOf({ code, title, details }: StatusError): Pick<SendFailure, 'reason' | 'why' | 'alarm' | 'wayOut'> {
  const kind = kindOf(code, 400)
  return {
    reason: kind.retry ? `${kind.reason}; the message was not delivered.` : told(kind, details || title),
    why: whyOf(kind, details || title),
    ...alarmed(kind),
  }
}

/** What is wrong with the channel as a whole when the vendor gives this code; undefined when nothing is. */
export function alarmOf(code: number | undefined): { reason: string; wayOut: string } | undefined {
  const { reason, wayOut } = kindOf(code, 400)
  return wayOut ? { reason, wayOut } : undefined
}

const alarmed = ({ wayOut }: Kind): Pick<SendFailure, 'alarm' | 'wayOut'> => (wayOut ? { alarm: 'channel', wayOut } : {})

const told = ({ reason, tellDetails }: Kind, details: string | undefined): string =>
  tellDetails && details ? `${reason} ${details}` : reason

const whyOf = ({ why, tellDetails }: Kind, details: string | undefined): SendFailure['why'] =>
  tellDetails && details ? { code: why, values: { details } } : { code: why }

const kindOf = (code: number | undefined, status: number): Kind =>
  (code !== undefined && (byCode.get(code) ?? permission(code))) || unknown(status)

const permission = (code: number): Kind | undefined =>
  code >= 200 && code <= 299 ? { codes: [], why: 'may-not-send', reason: mayNotSend, wayOut: givePermission } : undefined

function unknown(status: number): Kind {
  if (status === 401 || status === 403) return byCode.get(190) as Kind
  // Sending again could say it twice.
  if (status < 400)
    return {
      codes: [],
      why: 'unclear',
      reason: 'WhatsApp gave an answer that says neither yes nor no; the message may have been sent.',
    }
  if (status === 429) return byCode.get(130429) as Kind
  const passing = status === 408 || status >= 500
  return passing
    ? { codes: [], why: 'unreachable', retry: true, reason: 'WhatsApp cannot be reached' }
    : { codes: [], why: 'refused', reason: 'WhatsApp refused the message.', tellDetails: true }
}
