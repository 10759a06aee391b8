import type { Instant } from '../instant.ts'
import { id, instant, listing, named, object, text, whole, yesNo } from './shape.ts'

/**
 * GET /workspaces/{w}/channels/{channelId}/limits → Listing<LimitHit>, the newest first
 * PATCH /workspaces/{w}/channels/{channelId}/limits/{limitId} { freed } → LimitHit
 * A network that a web chat's limits hit: how many new visitors were not let in, how many requests for a person were turned away.
 */
export interface LimitHit {
  id: string
  /** An IPv4 address, an IPv6 network, or `*`: all of them together brought too many. */
  network: string
  newVisitors: number
  waiting: number
  since: Instant
  last: Instant
  /** The limits do not hold for it. */
  freed: boolean
}

const times = whole(0, Number.MAX_SAFE_INTEGER)
export const limitHit = named(
  'LimitHit',
  object<LimitHit>({ id, network: text(60), newVisitors: times, waiting: times, since: instant, last: instant, freed: yesNo }),
)
export const limitHits = listing(limitHit)
export const limitChange = object<{ freed: boolean }>({ freed: yesNo })
