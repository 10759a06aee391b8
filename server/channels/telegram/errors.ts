import type { SendFailure } from '../contract.ts'

/** An error as the Bot API tells it; without a code nobody answered. */
export interface VendorError {
  code?: number
  description?: string
  /** Seconds. */
  retryAfter?: number | undefined
}

export const newToken = 'Ask @BotFather for the bot’s token (/mybots, then API Token) and enter it on the channel’s page.'

/** What to do about an error of the Bot API. Its codes are few; what it means stands in the description too. */
export function failureOf({ code, description = '', retryAfter = 0 }: VendorError): SendFailure {
  if (code === undefined) return { ok: false, retry: true, why: { code: 'unreachable' } }
  const failure = { ok: false, retry: false, code } as const
  if (code === 429) {
    const afterMs = Math.min(retryAfter, longestWait) * 1000
    return { ...failure, retry: true, tooFast: 'channel', why: { code: 'too-fast' }, afterMs }
  }
  if (code >= 500) return { ...failure, retry: true, why: { code: 'vendor-trouble' } }
  if (code === 401 || code === 404) return { ...failure, why: { code: 'token-refused' }, alarm: { code: 'token-refused' } }
  if (code === 403) return { ...failure, why: { code: 'blocked' } }
  if (/chat not found|PEER_ID_INVALID/i.test(description)) return { ...failure, why: { code: 'unknown-chat' } }
  if (
    code === 400 &&
    /(wrong|invalid) (remote )?file (identifier|id)|failed to get HTTP URL|wrong type of the web page/i.test(description)
  )
    return { ...failure, noSuchFile: true, why: { code: 'unreadable-file' } }
  const details = description.replace(/^Bad Request: /, '').slice(0, 450)
  return { ...failure, why: { code: 'refused', ...(details ? { values: { details } } : {}) } }
}

/** In seconds: a day. */
const longestWait = 86_400
