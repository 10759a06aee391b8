import type { Instant } from '#schemas/instant.ts'
import type { Language } from '#schemas/text.ts'
import type { VisitOutcome } from '#schemas/turn.ts'
import type { Stored } from './contract.ts'
import { define } from './define-collection.ts'

/** Many conversations that are closed together, or opened again: what was asked, and how far it is. */
export interface ClosingDoc extends Stored {
  workspaceId: string
  /** Who closes them. */
  agentId: string
  /** In this order. */
  conversationIds: string[]
  /** How many have been looked at, and how many of them were closed: the others are not theirs to close. */
  at: number
  closed: number
  /** Taken back: how many have been looked at again, and how many of them were opened. */
  undone?: true
  back: number
  opened: number
  /** Present while there is something to do: when a process may take it up. */
  dueAt?: Instant
  createdAt: Instant
  expiresAt: Instant
}
export const closings = define<ClosingDoc>('closings', [
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'agent', fields: { workspaceId: 1, agentId: 1, createdAt: -1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** Visits of one cohort that ended alike in turns that are deleted. */
export interface ForgottenVisit {
  flowId: string
  version: number
  nodeId: string
  outcome: VisitOutcome
  /** In the workspace's time zone. */
  day: string
  channelId: string
  language: Language
  count: number
}

/**
 * A conversation that is deleted. What stays when it is gone leads back to nobody: it says which visits were in it, so that a figure's
 * list can tell how many it is missing.
 */
export interface ForgettingDoc extends Stored {
  workspaceId: string
  /** Which owner asked for it. */
  userId: string
  at: Instant
  /** Until everything of it is gone. `turn`: the one that emptied it. */
  conversationId?: string
  turn?: number
  dueAt?: Instant
  visits?: ForgottenVisit[]
  /** `<flowId>.<nodeId>.<outcome>` of the visits, as on a turn. */
  marks?: string[]
}
export const forgettings = define<ForgettingDoc>('forgettings', [
  { name: 'conversation', fields: { conversationId: 1 }, unique: true, whenPresent: 'conversationId' },
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'marks', fields: { workspaceId: 1, marks: 1 }, whenPresent: 'marks' },
])
