import { hash } from 'node:crypto'

/**
 * The conversation of one person on one channel: derived, so that the first message needs no look-up and two first messages
 * at once meet in the same conversation. A hash, so that no phone number stands in an address bar or a log.
 */
export const conversationIdOf = (channelId: string, externalId: string): string => `c${digest(`${channelId}\n${externalId}`)}`

/** The contact first met in a conversation. */
export const contactIdOf = (conversationId: string): string => `p${conversationId.slice(1)}`

/** What the server knows a web-chat visitor by: the hash of the key only their browser has. */
export const visitorIdOf = (visitorKey: string): string => `v${digest(visitorKey)}`

const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22)
