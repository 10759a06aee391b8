import type { IncomingHttpHeaders } from 'node:http'
import type { WebChatSettings } from '#schemas/channel-settings.ts'
import { originOf } from '#schemas/secret.ts'
import { visitorIdOf } from '../../engine/ids.ts'

/** Who writes, or why nobody is let in: from this page, or without a key. */
export type Visitor = { visitorId: string } | { refused: 'origin-not-allowed' | 'no-visitor-key' }

/**
 * The visitor's key, which only their browser has, opens their own conversation and nothing else, and the page they write from must be
 * one the workspace allows.
 */
export function visitorOf(headers: IncomingHttpHeaders, { origins }: Pick<WebChatSettings, 'origins'>): Visitor {
  if (!isAllowedOrigin(headers, origins)) return { refused: 'origin-not-allowed' }
  const key = visitorKeyOf(headers)
  return key ? { visitorId: visitorIdOf(key) } : { refused: 'no-visitor-key' }
}

/** The key in `Authorization: Bearer …`; never in an address, which logs and histories keep. */
function visitorKeyOf({ authorization }: IncomingHttpHeaders): string | undefined {
  const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? ''
  return /^[A-Za-z0-9_-]{32,64}$/.test(key) ? key : undefined
}

/** A page of our own, a page on the list (as browsers write it), or any page when the list is empty. Requests from outside browsers carry no origin. */
function isAllowedOrigin({ origin, host }: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  if (!origin || (host && (origin === `http://${host}` || origin === `https://${host}`))) return true
  return allowed.length === 0 || allowed.some((site) => site === origin || originOf(site)?.origin === origin)
}
