import { visitorIdOf } from '../../engine/ids.ts'
import type { ChannelIO, DoorRequest } from '../contract.ts'
import { settingsSchema } from './settings.ts'

/**
 * Web chat has no vendor: the visitor's key, which only their browser has, opens their own conversation and nothing else, and the
 * page they write from must be one the workspace allows.
 */
export const webChatIO: ChannelIO = {
  verify(request, channel) {
    if (!isAllowedOrigin(request.headers, channel.settings.origins)) {
      return { ok: false, status: 403, reason: 'the page may not open this chat' }
    }
    const key = visitorKeyOf(request)
    return key ? { ok: true, visitorId: visitorIdOf(key) } : { ok: false, status: 401, reason: 'no visitor key' }
  },
  // Nothing leaves the house: widgets read what turns say.
  send: async (_channel, _to, _drawn, { ourId }) => ({ ok: true, providerId: ourId }),
  settingsSchema,
}

/** The key in `Authorization: Bearer …`; never in an address, which logs and histories keep. */
function visitorKeyOf({ headers }: DoorRequest): string | undefined {
  const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
  return /^[A-Za-z0-9_-]{32,64}$/.test(key) ? key : undefined
}

/** A page of our own, a page on the list, or any page when the list is empty. Requests from outside browsers carry no origin. */
function isAllowedOrigin({ origin, host }: DoorRequest['headers'], allowed: unknown): boolean {
  if (!origin || (host && (origin === `http://${host}` || origin === `https://${host}`))) return true
  return !Array.isArray(allowed) || allowed.length === 0 || allowed.includes(origin)
}
