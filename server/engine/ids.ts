import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/**
 * The conversation of one person on one channel: derived, so that the first message needs no look-up and two first messages
 * at once meet in the same conversation. A hash, so that no phone number stands in an address bar or a log.
 */
export const conversationIdOf = (channelId: string, externalId: string): string => `c${digest(`${channelId}\n${externalId}`)}`

/** The contact first met in a conversation. */
export const contactIdOf = (conversationId: string): string => `p${conversationId.slice(1)}`

/** What the server knows a web-chat visitor by: the hash of the key only their browser has. */
export const visitorIdOf = (visitorKey: string): string => `v${digest(visitorKey)}`

/** Whoever writes goes on writing: the newest hashes are remembered. */
const known = new LRUCache<string, string>({ max: 10_000 })

function digest(text: string): string {
  let made = known.get(text)
  if (made === undefined) {
    made = hash('sha256', text, 'base64url').slice(0, 22)
    known.set(text, made)
  }
  return made
}
