import { count, type FromFields, id, instant, listing, named, object, text, yesNo } from './shape.ts'

const limitFields = {
  id,
  /** An IPv4 address, an IPv6 network, or `*`: all of them together brought too many. */
  network: text(60),
  newVisitors: count,
  waiting: count,
  since: instant,
  last: instant,
  /** The limits do not hold for it. */
  freed: yesNo,
}
/**
 * GET /workspaces/{w}/channels/{channelId}/limits → Listing<LimitHit>, the newest first
 * PATCH /workspaces/{w}/channels/{channelId}/limits/{limitId} { freed } → LimitHit
 * A network that a web chat's limits hit: how many new visitors were not let in, how many requests for a person were turned away.
 */
export type LimitHit = FromFields<typeof limitFields>
export const limitHit = named<LimitHit>('LimitHit', object(limitFields))
export const limitHits = listing(limitHit)
export const limitChange = object({ freed: yesNo })
