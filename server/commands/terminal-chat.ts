import { firstState } from '#runtime/first-state.ts'
import type { Refusal } from '#runtime/refusal.ts'
import { SimulatedChat, type SimulatedTurn } from '#runtime/simulated-chat.ts'
import type { World } from '#runtime/turn-draft.ts'
import type { ConversationState } from '#schemas/conversation.ts'
import type { OutgoingMessage } from '#schemas/message.ts'

/** A chat with flows that are not published anywhere: nothing is saved, and its clock moves when it is told to. */
export interface TerminalChat {
  /** What the flow answers, as lines. */
  says(text: string): Promise<string[]>
  /** Lets time pass; every alarm on the way rings at its own time. */
  waits(seconds: number): Promise<string[]>
  speaks(language: string): void
  state(): ConversationState
}

export function terminalChat(world: World, startAt: number): TerminalChat {
  const you = { channelId: 'terminal', from: { externalId: 'you' } }
  const state = firstState('terminal', 'you', { workspaceId: 'terminal', channelKind: 'web-chat', message: you })
  const chat = new SimulatedChat({ state, now: startAt, world: () => world })
  let owner = state.owner.kind
  const linesOfTurn = (turn: SimulatedTurn | Refusal): string[] => {
    if ('refused' in turn) return []
    const lines = [...turn.say.flatMap(({ message }) => linesOf(message)), ...news(owner, turn.state)]
    owner = turn.state.owner.kind
    return lines
  }
  return {
    says: async (text) => linesOfTurn(await chat.hears({ kind: 'text', text })),
    async waits(seconds) {
      const lines: string[] = []
      for await (const turn of chat.timePasses(seconds)) lines.push(...linesOfTurn(turn))
      return lines
    },
    speaks: (language) => {
      const { contact } = chat.state
      chat.state = { ...chat.state, language, contact: { ...contact, fields: { ...contact.fields, language } } }
    },
    state: () => chat.state,
  }
}

function linesOf(message: OutgoingMessage): string[] {
  if (message.kind === 'media') return [...(message.caption ? [message.caption] : []), `[${message.media} ${message.url}]`]
  if (message.kind !== 'choices') return message.text.split('\n')
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
