import { isThanks } from '#nodes/polite.ts'
import type { CaseClosing, CaseState } from '#schemas/case.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { IncomingContent } from '#schemas/message.ts'
import { type TurnEvent, turnNumber } from '#schemas/turn.ts'
import type { Refusal } from './refusal.ts'
import { closeSession, type TurnDraft } from './turn-draft.ts'

/** The case that is open, if one is. */
export const openCaseOf = ({ case: one }: Pick<ConversationState, 'case'>): CaseState | undefined =>
  one && !one.closed ? one : undefined

/** Opens the next case, unless one is open. Whatever a person has to do with a chat is in one. */
export function openCase(draft: TurnDraft, openedBy?: CaseState['openedBy']): void {
  if (openCaseOf(draft.state)) return
  const number = (draft.state.case?.number ?? 0) + 1
  const turn = turnNumber(draft.turnId)
  draft.state.case = { number, openedAt: draft.now, openedBy, first: turn, turn }
}

/**
 * An agent goes on with a chat: its last case is open again, for nobody asked for anything new. Where a closing is taken back, it is as if it
 * had never closed.
 */
export function goOnWithCase(draft: TurnDraft, takenBack = false): void {
  const { case: last } = draft.state
  if (!last) openCase(draft, 'agent')
  if (!last?.closed) return
  const reopened = (last.reopened ?? 0) + (takenBack ? 0 : 1)
  change(draft, last, { closed: undefined, reopened: reopened || undefined })
}

export function closeCase(draft: TurnDraft, how: Omit<CaseClosing, 'at'>): void {
  const open = openCaseOf(draft.state)
  if (open) change(draft, open, { closed: { at: draft.now, ...how } })
}

/** The case was handed to a person; it opens with that where none is. */
export function handOffCase(draft: TurnDraft): void {
  openCase(draft, 'hand-off')
  const open = openCaseOf(draft.state)
  if (open) change(draft, open, { handOffs: (open.handOffs ?? 0) + 1 })
}

/** Notes who said something first: whoever it was, and the first person. `echoed`: it was said in the channel's own app. */
export function noteAnswers(draft: TurnDraft, echoed: boolean): void {
  const open = openCaseOf(draft.state)
  if (!open || (draft.say.length === 0 && !echoed)) return
  const by = draft.say.find(({ by }) => by.kind === 'agent')?.by
  const agentId = by?.kind === 'agent' ? by.agentId : undefined
  const first = !open.answeredAt
  const firstOfPerson = !open.repliedAt && (echoed || agentId !== undefined)
  if (!first && !firstOfPerson) return
  change(draft, open, {
    ...(first ? { answeredAt: draft.now } : {}),
    ...(firstOfPerson ? { repliedAt: draft.now, repliedBy: agentId } : {}),
  })
}

/**
 * A message opens a case, unless it only thanks: that ends the last one, and begins none. Where a question waits for it, it is an answer,
 * whatever it says.
 */
export const isThanksAlone = ({ session, confirming }: ConversationState, content: IncomingContent): boolean =>
  !confirming && !(session?.at?.for === 'answer' && !session.at.paused) && content.kind === 'text' && isThanks(content.text)

/** Nothing was heard or said for so long: the case is over, and the chat closed. Not while a person has it, or a node waits. */
export function closeQuietly(draft: TurnDraft, { turn }: Extract<TurnEvent, { kind: 'quiet' }>): Refusal['refused'] | undefined {
  const { state } = draft
  // What came in between was not looked at.
  if (turnNumber(draft.turnId) !== turn + 1) return 'nothing-to-do'
  if (!openCaseOf(state) || state.owner.kind !== 'flow' || state.session?.at) return 'nothing-to-do'
  closeCase(draft, { code: 'quiet' })
  state.status = 'closed'
  closeSession(draft)
  return undefined
}

/** The number of the case that a turn belongs to: the one open after it, or closed by it. */
export const caseOfTurn = (before: ConversationState, after: ConversationState): number | undefined =>
  openCaseOf(after)?.number ?? openCaseOf(before)?.number

function change(draft: TurnDraft, is: CaseState, to: Partial<CaseState>): void {
  draft.state.case = { ...is, ...to, turn: turnNumber(draft.turnId) }
}
