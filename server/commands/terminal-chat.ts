import { registry } from '#nodes/registry.ts'
import { advance } from '#runtime/advance.ts'
import { nextDue } from '#runtime/timers.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import { instantAt } from '#schemas/instant.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { type TurnEvent, turnId } from '#schemas/turn.ts'

/** A chat with flows that are not published anywhere: nothing is saved, and its clock moves when it is told to. */
export interface TerminalChat {
  /** What the flow answers, as lines. */
  says(text: string): Promise<string[]>
  /** Lets time pass; every alarm on the way rings at its own time. */
  waits(seconds: number): Promise<string[]>
  speaks(language: string): void
  state(): ConversationState
}

const mostAlarms = 100

export function terminalChat(world: Omit<World, 'registry'>, startAt: number): TerminalChat {
  let now = startAt
  let turns = 0
  let state: ConversationState = {
    workspaceId: 'terminal',
    conversationId: 'terminal',
    channel: { id: 'terminal', kind: 'web-chat' },
    address: 'you',
    owner: { kind: 'flow' },
    status: 'open',
    contact: { id: 'you', fields: {}, tags: [] },
    past: {},
    inbound: 0,
  }

  const take = async (event: TurnEvent): Promise<string[]> => {
    const how = { turnId: turnId('terminal', turns + 1), now: instantAt(now), world: { ...world, registry } }
    const owner = state.owner.kind
    const result = await advance(state, event, how)
    if ('refused' in result) return []
    turns += 1
    state = result.state
    return [...result.say.flatMap(({ message }) => linesOf(message)), ...news(owner, state)]
  }

  return {
    says: (text) => {
      const message = { id: `m${turns}`, channelId: 'terminal', from: { externalId: 'you' }, at: instantAt(now) }
      return take({ kind: 'message', message: { ...message, content: { kind: 'text', text } } })
    },
    async waits(seconds) {
      const until = now + seconds * 1000
      const lines: string[] = []
      for (let rung = 0; rung < mostAlarms; rung++) {
        const next = nextDue(state)
        if (!next || Date.parse(next.at) > until) break
        now = Math.max(now, Date.parse(next.at))
        lines.push(...(await take(next.event)))
      }
      now = until
      return lines
    },
    speaks: (language) => {
      state = { ...state, language, contact: { ...state.contact, fields: { ...state.contact.fields, language } } }
    },
    state: () => state,
  }
}

function linesOf(message: OutgoingMessage): string[] {
  if (message.kind === 'media') return [...(message.caption ? [message.caption] : []), `[${message.media} ${message.url}]`]
  if (message.kind === 'text') return message.text.split('\n')
  return [...message.text.split('\n'), ...message.choices.map(({ label }, i) => `  ${i + 1}. ${label}`)]
}

/** What a customer would not see, but who tries a flow wants to know. */
function news(before: ConversationState['owner']['kind'], { owner, session, handOff }: ConversationState): string[] {
  if (owner.kind === 'queue' && before !== 'queue')
    return [
      `(a person takes over${owner.team ? `, team ${owner.team}` : ''}: ${handOff?.reason.values?.words ?? handOff?.reason.code ?? ''})`,
    ]
  return session || owner.kind !== 'flow' ? [] : ['(the flow has ended)']
}
