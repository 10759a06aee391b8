import type { CaseState } from '#schemas/case.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { turnNumber } from '#schemas/turn.ts'
import { because } from './because.ts'
import { interrupt } from './interrupt.ts'
import type { TurnDraft } from './turn-draft.ts'

/**
 * Empties a conversation: what it knows of a person goes, and nobody can be written to until they write again. A visit that still
 * waits ends here, dropped or only opened, so that the figures add up; one that a person broke into has ended already.
 */
export async function forgetPerson(draft: TurnDraft): Promise<void> {
  const { state, world } = draft
  const { session } = state
  if (session?.at && !session.at.paused) {
    const compiled = await world.version(session.flowId, session.version)
    const nodeType = compiled?.nodes.get(session.at.nodeId)?.type ?? 'unknown'
    const at = { waiting: session.at, flowId: session.flowId, version: session.version, nodeType }
    interrupt(draft, at, session.greeted ? 'only-opened' : 'dropped', because('chat-deleted'))
  }
  draft.state = {
    workspaceId: state.workspaceId,
    conversationId: state.conversationId,
    channel: state.channel,
    address: '',
    owner: { kind: 'flow' },
    status: 'closed',
    contact: { id: state.contact.id, fields: {}, tags: [] },
    past: {},
    inbound: 0,
    case: state.case && emptied(draft, state.case),
  }
}

/** Of the cases stays how many there were, so that no two have one number. */
const emptied = ({ turnId, now }: TurnDraft, { number, openedAt, first, closed }: CaseState): CaseState => ({
  number,
  openedAt,
  first,
  turn: turnNumber(turnId),
  closed: closed ? { at: closed.at, code: closed.code } : { at: now, code: 'deleted' },
})

/** Whether a conversation was emptied and nothing has begun in it since. */
export const isForgotten = ({ address, status }: Pick<ConversationState, 'address' | 'status'>): boolean =>
  address === '' && status === 'closed'
