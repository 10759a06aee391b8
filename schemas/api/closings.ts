import { count, type FromFields, id, instant, listing, listOf, maybe, named, object, oneOf, text } from './shape.ts'

/** Those that are named, or a whole list: one of both. */
export const toClose = object({
  conversationIds: maybe(listOf(id, 1000)),
  view: maybe(oneOf(['waiting', 'mine'])),
  /** Why, in the agent's words. */
  reason: maybe(text(300)),
})

const closingFields = {
  id,
  state: oneOf(['closing', 'closed', 'opening', 'opened']),
  of: count,
  /** How many have been looked at; `left`: those of them that were not this person's to close. */
  done: count,
  closed: count,
  left: count,
  /** How many are open again after it was taken back. */
  opened: count,
  createdAt: instant,
  undoUntil: instant,
}
/**
 * POST /workspaces/{w}/closings { conversationIds } or { view: waiting|mine }, and { reason? } → ClosingView: closes many, in the background. GET …/closings → what oneself closed lately.
 * POST …/closings/{k}/undo → ClosingView, until `undoUntil`.
 */
export type ClosingView = FromFields<typeof closingFields>
export const closing = named<ClosingView>('Closing', object(closingFields))
export const closings = listing(closing)
