import type { AgentAction } from '#schemas/turn.ts'
import type { Refusal } from './advance.ts'
import { interrupt } from './interrupt.ts'
import { closeSession, say, type TurnDraft } from './turn-draft.ts'
import { walk } from './walk.ts'
import { withdrawalOf } from './withdrawn.ts'

/** What an agent does to a conversation. One owner at a time: only its owner may reply, hand back or close. */
export async function actAsAgent(
  draft: TurnDraft,
  action: AgentAction,
  agentId: string,
): Promise<Refusal['refused'] | undefined> {
  const { state } = draft
  const mine = state.owner.kind === 'agent' && state.owner.agentId === agentId
  switch (action.do) {
    case 'note':
      return undefined
    case 'take':
      if (mine) return 'nothing-to-do'
      // Whoever takes over says from whom: what was meant for one person is not done to another who was quicker.
      if ((state.owner.kind === 'agent' ? state.owner.agentId : undefined) !== action.from) return 'not-owner'
      await pauseFlow(draft, 'an agent took the chat')
      state.owner = { kind: 'agent', agentId, since: draft.now }
      state.status = 'open'
      return undefined
    case 'reply':
      if (!mine) return 'not-owner'
      say(draft, { kind: 'agent', agentId }, { kind: 'text', text: action.text })
      return undefined
    case 'release': {
      if (!mine) return 'nothing-to-do'
      const team = state.handOff?.team
      state.owner = { kind: 'queue', since: draft.now, ...(team ? { team } : {}) }
      return undefined
    }
    case 'hand-back':
      if (!mine) return 'not-owner'
      state.owner = { kind: 'flow' }
      state.handOff = undefined
      await resumeFlow(draft)
      return undefined
    case 'close':
      if (!mine && state.owner.kind !== 'queue') return 'not-owner'
      await pauseFlow(draft, 'an agent closed the chat')
      state.status = 'closed'
      state.owner = { kind: 'flow' }
      closeSession(draft)
      return undefined
    case 'reopen':
      if (state.status === 'open') return 'nothing-to-do'
      state.status = 'open'
      state.owner = { kind: 'agent', agentId, since: draft.now }
      return undefined
  }
}

/** The visit a person breaks into counts as handed off, once; the session stays, to be resumed. */
export async function pauseFlow(draft: TurnDraft, reason: string): Promise<void> {
  const session = draft.state.session
  if (!session?.at || session.at.paused) return
  const compiled = await draft.world.version(session.flowId, session.version)
  const nodeType = compiled?.nodes.get(session.at.nodeId)?.type ?? 'unknown'
  interrupt(draft, { waiting: session.at, flowId: session.flowId, version: session.version, nodeType }, 'handed-off', reason)
  session.at = { ...session.at, paused: true }
}

/** Handed back: the node that was interrupted asks afresh; a flow that had ended starts with the next message. */
async function resumeFlow(draft: TurnDraft): Promise<void> {
  const session = draft.state.session
  // Nobody goes back into a flow that was unpublished with its people moved out; whoever writes next begins anew.
  const over = session && withdrawalOf(draft, session.flowId, session.version)
  const compiled = session?.at && !over && (await draft.world.version(session.flowId, session.version))
  if (!session?.at || !compiled) return closeSession(draft)
  const { nodeId } = session.at
  session.at = undefined
  await walk(draft, { compiled, nodeId })
}
