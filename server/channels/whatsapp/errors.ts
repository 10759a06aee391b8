import type { TroubleCode, TroubleReason } from '#schemas/channel-trouble.ts'
import type { RefusalCode, StatusError } from '#schemas/message.ts'
import type { SendFailure } from '../contract.ts'

interface Kind {
  codes: number[]
  why: RefusalCode
  retry?: boolean
  afterMs?: number
  tooFast?: SendFailure['tooFast']
  /** The whole channel is out of order. */
  alarm?: TroubleCode
  /** The vendor's details say what is wrong with the content. */
  tellDetails?: boolean
}

/** What each of the vendor's error codes asks for. Decide by code and details, never by title: titles change. */
const kinds: Kind[] = [
  { codes: [131056], why: 'too-fast', retry: true, afterMs: 6000, tooFast: 'person' },
  { codes: [4, 80007, 130429, 131057], why: 'too-fast', retry: true, afterMs: 1000, tooFast: 'channel' },
  { codes: [1, 2, 131000, 131016], why: 'vendor-trouble', retry: true },
  { codes: [131047], why: 'outside-window' },
  { codes: [131026], why: 'undeliverable' },
  { codes: [131049], why: 'enough-marketing' },
  { codes: [131050], why: 'stopped-marketing' },
  { codes: [130472], why: 'experiment' },
  { codes: [131021], why: 'own-number' },
  { codes: [131030], why: 'not-on-test-list' },
  { codes: [131062], why: 'no-phone-number' },
  { codes: [132015, 132016], why: 'template-off', tellDetails: true },
  { codes: [131052, 131053], why: 'unreadable-file', tellDetails: true },
  {
    codes: [100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132008, 132012, 132068, 132069],
    why: 'content-refused',
    tellDetails: true,
  },
  { codes: [0, 190], why: 'token-refused', alarm: 'token-refused' },
  { codes: [3, 10, 131005], why: 'may-not-send', alarm: 'may-not-send' },
  { codes: [131042], why: 'payment', alarm: 'payment' },
  { codes: [131048], why: 'limited', alarm: 'limited' },
  { codes: [368, 131031, 130497], why: 'locked', alarm: 'locked' },
  { codes: [131037, 131045, 133010, 133016], why: 'not-ready', alarm: 'not-ready' },
]

/** An error as the Graph API tells it, and the status of the answer. */
export interface VendorError {
  code?: number
  subcode?: number
  details?: string
  /** In the vendor's words, which change: looked at only where the code alone tells too little. */
  message?: string
  status?: number
}

/** Code 100 with subcode 33: what the address names does not exist, or the token may not see it. */
export const isUnknownNumber = ({ code, subcode }: VendorError): boolean => code === 100 && subcode === 33
const unknownNumber: Kind = { codes: [], why: 'unknown-number', alarm: 'unknown-number' }

const byCode = new Map(kinds.flatMap((kind) => kind.codes.map((code) => [code, kind] as const)))

/** What to do about an error of the send call. */
export function failureOf(error: VendorError & { retryAfterMs?: number }): SendFailure {
  const { code, details, status = 400, retryAfterMs } = error
  const kind = isUnknownNumber(error) ? unknownNumber : kindOf(code, status)
  const afterMs = Math.max(kind.afterMs ?? 0, retryAfterMs ?? 0)
  return {
    ok: false,
    retry: kind.retry ?? false,
    why: whyOf(kind, details),
    ...(kind.retry && afterMs > 0 ? { afterMs } : {}),
    ...(kind.tooFast ? { tooFast: kind.tooFast } : {}),
    ...(code !== undefined ? { code } : {}),
    ...(isUnknownFile(error) ? { noSuchFile: true as const } : {}),
    ...alarmed(kind),
  }
}

/** “Param image['id'] is not a valid whatsapp business account media attachment ID”, with code 100; or what it names cannot be had (131052, 131053). */
const isUnknownFile = ({ code, details = '', message = '' }: VendorError): boolean =>
  code === 131052 || code === 131053 || (code === 100 && /media attachment id/i.test(`${message} ${details}`))

/** What a `failed` status says. It comes later with the same codes, and what the vendor had accepted is not sent again. */
export function statusFailureOf({ code, title, details }: StatusError): Pick<SendFailure, 'why' | 'alarm'> {
  const kind = kindOf(code, 400)
  return { why: whyOf(kind, details || title), ...alarmed(kind) }
}

/** What is wrong with the channel as a whole when the vendor gives this code; undefined when nothing is. */
export const alarmOf = (code: number | undefined): TroubleReason | undefined => alarmed(kindOf(code, 400)).alarm

const alarmed = ({ alarm }: Kind): Pick<SendFailure, 'alarm'> => (alarm ? { alarm: { code: alarm } } : {})

/** The vendor's own words, as long as a sentence. */
const whyOf = ({ why, tellDetails }: Kind, details: string | undefined): SendFailure['why'] =>
  tellDetails && details ? { code: why, values: { details: details.slice(0, 450) } } : { code: why }

const kindOf = (code: number | undefined, status: number): Kind =>
  (code !== undefined && (byCode.get(code) ?? permission(code))) || unknown(status)

const permission = (code: number): Kind | undefined => (code >= 200 && code <= 299 ? byCode.get(10) : undefined)

function unknown(status: number): Kind {
  if (status === 401 || status === 403) return byCode.get(190) as Kind
  // Sending again could say it twice.
  if (status < 400) return { codes: [], why: 'unclear' }
  if (status === 429) return byCode.get(130429) as Kind
  const passing = status === 408 || status >= 500
  return passing ? { codes: [], why: 'unreachable', retry: true } : { codes: [], why: 'refused', tellDetails: true }
}
