import type { ConversationView } from '#schemas/api/inbox.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import type { IncomingContent, OutgoingMessage } from '#schemas/message.ts'
import type { AgentAction } from '#schemas/turn.ts'

/** 10:00 and so many minutes. */
export const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 23, 10, minutes)).toISOString()

const contact = { externalId: 'visitor', name: 'Mei' }

/** A turn of a chat, at as many minutes as its number. */
export function turn(number: number, parts: Partial<TurnView> = {}): TurnView {
  return {
    id: `c.${number}`,
    number,
    at: at(number),
    event: { kind: 'timer', visitId: 'v' },
    steps: [],
    say: [],
    effects: [],
    owner: { kind: 'flow' },
    status: 'open',
    names: { ada: 'Ada L.', welcome: 'Welcome', 'welcome.topic': 'Choose a topic' },
    ...parts,
  }
}

export const wrote = (number: number, content: IncomingContent | string, parts: Partial<TurnView> = {}): TurnView => {
  const said: IncomingContent = typeof content === 'string' ? { kind: 'text', text: content } : content
  const message = { id: `m${number}`, channelId: 'web', from: contact, at: at(number), content: said }
  return turn(number, { event: { kind: 'message', message }, ...parts })
}

export const did = (number: number, action: AgentAction, parts: Partial<TurnView> = {}): TurnView =>
  turn(number, { event: { kind: 'agent', action, agentId: 'ada' }, ...parts })

/** What the node `topic` of the flow `welcome` says. */
export const says = (id: string, message: OutgoingMessage | string): TurnView['say'][number] => ({
  id,
  by: { kind: 'flow', flowId: 'welcome', nodeId: 'topic' },
  message: typeof message === 'string' ? { kind: 'text', text: message } : message,
})

export const row = (id: string, minutes: number, parts: Partial<ConversationView> = {}): ConversationView => ({
  id,
  contact: { id: `contact ${id}`, name: id, tags: [] },
  channel: { id: 'web', kind: 'web-chat', name: 'Website' },
  owner: { kind: 'queue', since: at(minutes) },
  status: 'open',
  last: { text: 'Hello', by: 'contact', at: at(minutes) },
  unread: 1,
  turn: minutes,
  updatedAt: at(minutes),
  ...parts,
})
