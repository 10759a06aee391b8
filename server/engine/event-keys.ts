import type { IncomingMessage } from '#schemas/message.ts'

declare const named: unique symbol

/**
 * The name of an event that came from outside the turn: unique among all turns, so that one which comes twice, over an upgrade or through
 * two processes, is taken once. Stored: how each kind is written never changes, and only what stands here makes one.
 */
export type EventKey = string & { readonly [named]: true }

const keyOf = (...parts: readonly (string | number)[]): EventKey => parts.join(':') as EventKey

/** What a channel brought, or echoes, under the provider's id. */
export const messageKey = ({ channelId, id }: Pick<IncomingMessage, 'channelId' | 'id'>): EventKey => keyOf(channelId, id)

/** A visitor opened the chat, once on each of the workspace's days. */
export const openedKey = (conversationId: string, day: string): EventKey => keyOf('opened', conversationId, day)

/** An agent wrote, under the id that their browser gave it. */
export const writtenKey = (conversationId: string, agentId: string, clientId: string): EventKey =>
  keyOf('agent', conversationId, agentId, clientId)

/** One of many that are closed together. */
export const closedKey = (closingId: string, conversationId: string): EventKey => keyOf('close', closingId, conversationId)

/** One of many whose closing is taken back. */
export const reopenedKey = (closingId: string, conversationId: string): EventKey => keyOf('reopen', closingId, conversationId)

/** One of those that waited for a team that is deleted. */
export const passedKey = (jobId: string, conversationId: string): EventKey => keyOf('pass', jobId, conversationId)

/** A conversation was emptied. */
export const forgottenKey = (forgettingId: string): EventKey => keyOf('forget', forgettingId)

/** Somebody is moved out of an unpublished flow: out of where the turn of this number left them, and they may come in again. */
export const withdrawnKey = (flowId: string, conversationId: string, turn: number): EventKey =>
  keyOf('withdraw', flowId, conversationId, turn)

/** Somebody of the shop, or a program in their name, writes unasked, under the id they gave it. */
export const sentKey = (conversationId: string, id: string): EventKey => keyOf('send', conversationId, id)

/** What a campaign has for one person, in the run it is of. */
export const campaignKey = (recipientId: string): EventKey => keyOf('broadcast', recipientId)

/** Something happened outside, under the id it has there. */
export const signalKey = (id: string, conversationId: string): EventKey => keyOf('event', id, conversationId)

/** A chat was given to somebody, under the id that whoever did it gave it. */
export const assignedKey = (conversationId: string, id: string): EventKey => keyOf('assign', conversationId, id)

/** What was said was given up: each message once. */
export const undeliveredKey = (saidId: string): EventKey => keyOf('undelivered', saidId)
