import type { Instant } from '../instant.ts'
import { id, instant, listing, listOf, maybe, named, object, oneOf, whole } from './shape.ts'

/**
 * POST /workspaces/{w}/closings { conversationIds } or { view: waiting|mine } → ClosingView: closes many, in the background.
 * GET …/closings → what oneself closed lately. POST …/closings/{k}/undo → ClosingView, until `undoUntil`.
 */
export interface ClosingView {
  id: string
  state: 'closing' | 'closed' | 'opening' | 'opened'
  of: number
  /** How many have been looked at; `left`: those of them that were not this person's to close. */
  done: number
  closed: number
  left: number
  /** How many are open again after it was taken back. */
  opened: number
  createdAt: Instant
  undoUntil: Instant
}

const count = whole(0, Number.MAX_SAFE_INTEGER)

const closable = ['waiting', 'mine'] as const
/** Those that are named, or a whole list: one of both. */
export interface ToClose {
  conversationIds?: string[]
  view?: (typeof closable)[number]
}
export const toClose = object<ToClose>({ conversationIds: maybe(listOf(id, 1000)), view: maybe(oneOf(closable)) })
export const closing = named(
  'Closing',
  object<ClosingView>({
    id,
    state: oneOf(['closing', 'closed', 'opening', 'opened']),
    of: count,
    done: count,
    closed: count,
    left: count,
    opened: count,
    createdAt: instant,
    undoUntil: instant,
  }),
)
export const closings = listing(closing)
