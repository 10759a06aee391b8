import type { ConversationState, Owner } from '#schemas/conversation.ts'
import type { Instant } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import type { AgentAction } from '#schemas/turn.ts'
import { assign } from './assign.ts'
import { closeCase, goOnWithCase } from './cases.ts'
import { forgetPerson } from './forget.ts'
import type { CompiledFlow } from './graph.ts'
import { mayNow } from './may-now.ts'
import { pauseFlow } from './pause-flow.ts'
import type { Refusal } from './refusal.ts'
import { inQueue, liveIn, nameTeam } from './seen.ts'
import { chooseFlow } from './session-rules.ts'
import { endTimer, setTimer, timersOf } from './timers.ts'
import { closeSession, say, type TurnDraft } from './turn-draft.ts'
import { startFlow, walk } from './walk.ts'
import { withdrawalOf } from './withdrawn.ts'

/** A chat has so many reminders at most: they stand in every turn of it. */
const mostReminders = 20

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
    case 'remind':
      if (timersOf(state, 'reminder').length >= mostReminders) return 'too-many'
      setTimer(draft, {
        kind: 'reminder',
        dueAt: action.at,
        by: agentId,
        ...(mine || state.status === 'closed' ? { theirs: true } : {}),
        text: action.text,
      })
      return undefined
    case 'cancel-reminder': {
      const reminder = timersOf(state, 'reminder').find(({ id }) => id === action.id)
      if (!reminder) return 'nothing-to-do'
      endTimer(draft, reminder)
      return undefined
    }
    case 'take':
      return assign(draft, { to: { kind: 'agent', agentId }, ...(action.from ? { from: action.from } : {}) })
    case 'reply':
      if (!mine) return 'not-owner'
      if (mayNow(draft, 'agent', { says: action.template ? 'template' : 'text' }).may === 'no') return 'window-closed'
      // Who answers has seen what reached nobody; should this not either, that is said.
      state.undelivered = undefined
      say(draft, { kind: 'agent', agentId }, repliedWith(action))
      return undefined
    case 'release': {
      if (!mine) return 'nothing-to-do'
      state.owner = inQueue(draft, state.handOff?.team, action.since)
      return undefined
    }
    case 'pass': {
      if (state.owner.kind !== 'queue') return 'nothing-to-do'
      const { team } = action
      state.owner = { kind: 'queue', since: state.owner.since, ...(team ? { team } : {}) }
      nameTeam(draft, team)
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
      await pauseFlow(draft, 'agent-closed')
      state.status = 'closed'
      state.owner = { kind: 'flow' }
      closeSession(draft)
      closeCase(draft, { code: 'agent', by: agentId, ...(action.reason ? { words: action.reason } : {}) })
      return undefined
    case 'reopen':
      if (state.status === 'open') return 'nothing-to-do'
      state.status = 'open'
      state.owner = comesBackTo(draft, action.to) ?? { kind: 'agent', agentId, since: draft.now }
      goOnWithCase(draft, action.to !== undefined)
      return undefined
    case 'forget':
      await forgetPerson(draft)
      return undefined
  }
}

const repliedWith = ({ text, template }: Extract<AgentAction, { do: 'reply' }>): OutgoingMessage =>
  template ? { kind: 'template', template, text, language: template.language.replaceAll('_', '-') } : { kind: 'text', text }

/** Whose a chat is again: the team it waited for may be gone. */
const comesBackTo = (draft: TurnDraft, to: Owner | undefined): Owner | undefined =>
  to?.kind === 'queue' ? inQueue(draft, to.team, to.since) : to

/**
 * Handed back, so that the customer is not left with silence: the node that was interrupted asks afresh; where none waits, the flow that
 * would answer begins again, as long as one may write to them unasked.
 */
async function resumeFlow(draft: TurnDraft): Promise<void> {
  const session = draft.state.session
  // Nobody goes back into a flow that was unpublished with its people moved out.
  const over = session && withdrawalOf(draft, session.flowId, session.version)
  const compiled = session?.at && !over && (await draft.world.version(session.flowId, session.version))
  if (session?.at && compiled) {
    const { nodeId } = session.at
    session.at = undefined
    return walk(draft, { compiled, nodeId })
  }
  closeSession(draft)
  const again = mayNow(draft, 'flow').may === 'no' ? undefined : flowAfter(draft.state, liveIn(draft).live, draft.now)
  if (again) await startFlow(draft, again)
}

/** The flow that begins when a chat is handed back and no node waits in it, as long as it may say something; none after STOP. */
export function flowAfter(
  { contact, channel, past }: Pick<ConversationState, 'contact' | 'channel' | 'past'>,
  live: readonly CompiledFlow[],
  now: Instant,
): CompiledFlow | undefined {
  if (contact.optedOut) return undefined
  return chooseFlow(live, { text: '', channelKind: channel.kind }, past, now)
}
