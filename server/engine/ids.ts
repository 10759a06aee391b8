import { hash, randomFillSync } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** What the server knows a web-chat visitor by: the hash of the key only their browser has. */
export const visitorIdOf = (visitorKey: string): string => `v${digest(visitorKey)}`

/**
 * An id that nobody can guess, and that leads back to nobody; those made one after another sort so. As UUID version 7 (RFC 9562): the time
 * in milliseconds, then 80 random bits; in 22 characters whose order is that of their bytes.
 */
export function timeOrderedId(now: number): string {
  if (taken === random.length) {
    randomFillSync(random)
    taken = 0
  }
  const bytes = random.subarray(taken, taken + idBytes)
  taken += idBytes
  bytes.writeUIntBE(now, 0, 6)
  const text = bytes.toString('base64url')
  let id = ''
  for (let at = 0; at < text.length; at++) id += inOrder[text.charCodeAt(at)]
  return id
}
const idBytes = 16
/** Asking the system for each id's randomness by itself takes longer than the rest of it. */
const random = Buffer.alloc(256 * idBytes)
let taken = random.length

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** By the code of a character of Base64url, the one at its place in the order of bytes. */
const inOrder: string[] = []
for (const [place, one] of [...base64].sort().entries()) inOrder[base64.charCodeAt(place)] = one

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
