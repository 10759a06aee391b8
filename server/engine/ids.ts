import { hash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/**
 * The conversation of one person on one channel: derived, so that the first message needs no look-up and two first messages
 * at once meet in the same conversation. A hash, so that no phone number stands in an address bar or a log.
 */
export const conversationIdOf = (channelId: string, externalId: string): string => `c${digest(`${channelId}\n${externalId}`)}`

/** What the server knows a web-chat visitor by: the hash of the key only their browser has. */
export const visitorIdOf = (visitorKey: string): string => `v${digest(visitorKey)}`

/**
 * An id that nobody can guess, and that leads back to nobody; those made one after another sort so. As UUID version 7 (RFC 9562): the time
 * in milliseconds, then 80 random bits; in 22 characters whose order is that of their bytes.
 */
export function timeOrderedId(now: number): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  return bytes.toString('base64url').replace(/./g, (one) => inOrder[base64.indexOf(one)] as string)
}
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const inOrder = [...base64].sort()

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
