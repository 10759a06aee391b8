import type { ConversationState, Owner } from '#schemas/conversation.ts'
import type { IncomingMessage } from '#schemas/message.ts'
import { type Step, type Turn, type TurnEvent, turnId } from '#schemas/turn.ts'

/**
 * A turn of somebody who was erased, as a turn of a conversation that leads back to nobody. Built of what stays, never by taking away: what
 * happened when, at which node, with which outcome, by which way out and in which language. Whatever a person said, was told or is known by
 * has no place in it.
 */
export function redactTurn(turn: Turn, conversationId: string): Turn {
  const { number, workspaceId, at, schemaVersion, batch, steps, case: of, live, opening } = turn
  return {
    _id: turnId(conversationId, number),
    ...(schemaVersion === undefined ? {} : { schemaVersion }),
    workspaceId,
    number,
    at,
    event: redactEvent(turn),
    steps: steps.map(redactStep),
    say: [],
    effects: [],
    ...(of === undefined ? {} : { case: of }),
    ...(live === undefined ? {} : { live }),
    ...(opening ? { opening: { version: opening.version, open: opening.open } } : {}),
    state: redactState(turn.state, conversationId),
    redacted: true,
    batch,
  }
}

const redactStep = (step: Step): Step => ({
  nodeId: step.nodeId,
  nodeType: step.nodeType,
  flowId: step.flowId,
  version: step.version,
  sessionId: step.sessionId,
  on: step.on,
  did: step.did,
  ...(step.output === undefined ? {} : { output: step.output }),
  ...(step.outcome === undefined ? {} : { outcome: step.outcome }),
  enteredAt: step.enteredAt,
  enteredLanguage: step.enteredLanguage,
})

/** What kind of event it was; an agent's deed by what it was and whose. */
function redactEvent({ event, at, state }: Turn): TurnEvent {
  switch (event.kind) {
    case 'message':
    case 'echo':
      return { kind: event.kind, message: nothingSaid(state.channel.id, at) }
    case 'agent':
      return event.action.do === 'forget' || event.action.do === 'hand-back'
        ? { kind: 'agent', action: { do: event.action.do }, agentId: event.agentId }
        : { kind: 'agent', action: { do: 'note', text: '', clientId: event.action.do }, agentId: event.agentId }
    case 'timer':
      return { kind: 'timer', visitId: event.visitId }
    default:
      return { kind: 'quiet', since: at, turn: 0 }
  }
}

const nothingSaid = (channelId: string, at: string): IncomingMessage => ({
  id: '',
  channelId,
  from: { externalId: '' },
  at,
  content: { kind: 'text', text: '' },
})

/** Empty as a conversation is that was deleted, but for where it took place, in which language, and who had it. */
const redactState = ({ workspaceId, channel, owner, status, language }: ConversationState, conversationId: string) =>
  ({
    workspaceId,
    conversationId,
    channel: { id: channel.id, kind: channel.kind },
    address: '',
    owner: redactOwner(owner),
    status,
    ...(language ? { language } : {}),
    contact: { id: conversationId, fields: {}, tags: [] },
    past: {},
    inbound: 0,
  }) satisfies ConversationState

const redactOwner = (owner: Owner): Owner => {
  if (owner.kind === 'agent') return { kind: 'agent', agentId: owner.agentId, since: owner.since }
  return owner.kind === 'queue' ? { kind: 'queue', since: owner.since } : { kind: 'flow' }
}
