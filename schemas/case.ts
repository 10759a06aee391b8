import type { Instant } from './instant.ts'

/** Why a case closed: an agent closed the chat, nothing was heard or said for so long, or the chat was deleted. */
export const caseCloses = ['agent', 'quiet', 'deleted'] as const

export interface CaseClosing {
  at: Instant
  code: (typeof caseCloses)[number]
  /** Which agent, and in their words why, where they gave any. */
  by?: string
  words?: string
}

/**
 * One matter of one conversation, from its opening to its closing: what figures of service count. It stands whole in the conversation's
 * state, so the newest turn says all of it.
 */
export interface CaseState {
  /** Counted from 1 in its conversation. */
  number: number
  openedAt: Instant
  /** The customer wrote, unless it says otherwise: the flow asked for a person, or an agent began. */
  openedBy?: 'hand-off' | 'agent'
  /** The turn it opened in, and the newest that changed what stands here. */
  first: number
  turn: number
  /** When something was first said to them, by whomever; and by a person, who is not known where it was the channel's own app. */
  answeredAt?: Instant
  repliedAt?: Instant
  repliedBy?: string
  /** How often it was handed to a person, and opened again after it had closed; absent while never. */
  handOffs?: number
  reopened?: number
  closed?: CaseClosing
  /** Everything before there were cases, in one: its times are as near as what was kept, and who answered is not known. */
  lifted?: true
}

export const caseId = (conversationId: string, number: number): string => `${conversationId}.${number}`
