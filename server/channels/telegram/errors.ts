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
  if (code === undefined)
    return {
      ok: false,
      retry: true,
      why: { code: 'unreachable' },
      reason: 'Telegram cannot be reached; the message will be sent again.',
    }
  const failure = { ok: false, retry: false, code } as const
  if (code === 429)
    return {
      ...failure,
      retry: true,
      tooFast: 'channel',
      why: { code: 'too-fast' },
      reason: 'Telegram asks us to slow down; the message will be sent again.',
      afterMs: Math.min(retryAfter, longestWait) * 1000,
    }
  if (code >= 500)
    return {
      ...failure,
      retry: true,
      why: { code: 'vendor-trouble' },
      reason: 'Telegram has a problem of its own; the message will be sent again.',
    }
  if (code === 401 || code === 404)
    return {
      ...failure,
      alarm: 'channel',
      why: { code: 'token-refused' },
      reason: 'Telegram does not accept the bot’s token.',
      wayOut: newToken,
    }
  if (code === 403)
    return { ...failure, why: { code: 'blocked' }, reason: 'The customer has blocked the bot, or deleted their account.' }
  if (/chat not found|PEER_ID_INVALID/i.test(description))
    return { ...failure, why: { code: 'unknown-chat' }, reason: 'Telegram knows no chat of this customer with the bot.' }
  if (code === 400 && /wrong file identifier|failed to get HTTP URL|wrong type of the web page/i.test(description))
    return { ...failure, why: { code: 'unreadable-file' }, reason: 'Telegram could not fetch or read the file.' }
  const details = description.replace(/^Bad Request: /, '').slice(0, 450)
  return {
    ...failure,
    why: { code: 'refused', ...(details ? { values: { details } } : {}) },
    reason: `Telegram refused the message. ${details}`.trim(),
  }
}

/** In seconds: a day. */
const longestWait = 86_400
