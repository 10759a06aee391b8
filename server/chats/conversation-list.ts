import { shownEvent } from '#runtime/shown-event.ts'
import type { IncomingContent, OutgoingMessage } from '#schemas/message.ts'
import type { AgentAction, Turn } from '#schemas/turn.ts'
import type { ConversationDoc } from './collections.ts'
import { closerIn, standingOf } from './scope.ts'

/** What a conversation's newest turns (in order) say of its row in the inbox; undefined where a field must not be there. */
export function conversationView(line: readonly Turn[]) {
  const newest = line.at(-1) as Turn
  const { state } = newest
  const { owner, session, handOff } = state
  const { list, agentId, team } = standingOf(state)
  const waits = owner.kind === 'flow' && state.status === 'open' ? session?.at : undefined
  return {
    contactName: nameOf(newest),
    contactPhone: state.contact.phone,
    tags: state.contact.tags.length > 0 ? state.contact.tags : undefined,
    owner,
    status: state.status,
    list,
    agentId,
    team,
    // Where all of these turns came after its closing, whoever closed it stays who did.
    ...(line.every((turn) => turn.state.status === 'closed') ? {} : { closedBy: closerIn(line) }),
    language: state.language,
    inbound: state.inbound,
    waitingSince: owner.kind === 'queue' ? owner.since : undefined,
    undelivered: state.undelivered ? (true as const) : undefined,
    topic: handOff?.path.at(-1),
    handOff,
    turn: newest.number,
    updatedAt: newest.at,
    flowId: waits ? session?.flowId : undefined,
    version: waits ? session?.version : undefined,
    nodeId: waits?.nodeId,
    enteredAt: waits?.enteredAt,
    enteredLanguage: waits?.enteredLanguage,
  } satisfies Partial<ConversationDoc>
}

/** What stays as it was unless these turns say something of it. */
export function conversationNews(line: readonly Turn[]): Partial<Pick<ConversationDoc, 'last' | 'read' | 'closedBy'>> {
  const last = line.findLast((turn) => lastOf(turn) !== undefined)
  return { last: last && lastOf(last), read: line.findLast(isSeen)?.state.inbound, closedBy: closerIn(line) }
}

/** What an agent can do to a chat without having read it. */
const unread: ReadonlySet<AgentAction['do']> = new Set(['note', 'remind', 'cancel-reminder', 'release', 'pass', 'close'])

/** Whether nobody needs to read on after a turn: an agent was there, or the flow answers, which reads for itself. */
const isSeen = ({ event, state }: Turn): boolean => {
  if (event.kind !== 'agent') return state.owner.kind === 'flow'
  const { action } = event
  return !unread.has(action.do) && !(action.do === 'reopen' && action.to)
}

/** The row of a conversation that has none yet. */
export function conversationRow(line: readonly Turn[]): ConversationDoc {
  const first = line[0] as Turn
  const { last, read, closedBy } = conversationNews(line)
  return {
    _id: first.state.conversationId,
    workspaceId: first.workspaceId,
    contactId: first.state.contact.id,
    channelId: first.state.channel.id,
    channelKind: first.state.channel.kind,
    last: last ?? { text: '', by: 'contact', at: first.at },
    read: read ?? 0,
    ...conversationView(line),
    ...(closedBy === undefined ? {} : { closedBy }),
  }
}

/** What to call someone: their name, else the end of their number, else a short visitor name. */
export function nameOf(turn: Pick<Turn, 'state'>): string {
  const { contact, address } = turn.state
  return contact.name ?? (contact.phone ? `•••• ${contact.phone.slice(-4)}` : `Visitor ${address.slice(-4)}`)
}

function lastOf(turn: Turn): ConversationDoc['last'] | undefined {
  const said = turn.say.at(-1)
  if (said) {
    const by = said.by.kind === 'agent' ? { by: 'agent' as const, agentId: said.by.agentId } : { by: 'flow' as const }
    return { text: textOf(said.message), ...by, at: turn.at }
  }
  const event = shownEvent(turn)
  if (event.kind === 'message') return { text: contentText(event.message.content), by: 'contact', at: turn.at }
  if (event.kind === 'echo') return { text: contentText(event.message.content), by: 'agent', at: turn.at }
  if (event.kind === 'agent' && event.action.do === 'note')
    return { text: event.action.text.slice(0, 200), by: 'note', at: turn.at, agentId: event.agentId }
  if (event.kind === 'assign' && event.note) return { text: event.note.slice(0, 200), by: 'note', at: turn.at, agentId: event.by }
  for (const effect of turn.effects)
    if (effect.kind === 'remind') return { text: effect.text.slice(0, 200), by: 'reminder', at: turn.at, agentId: effect.agentId }
  return undefined
}

const textOf = (message: OutgoingMessage): string =>
  (message.kind === 'media' ? message.caption || message.fileName || message.media : message.text).slice(0, 200)

/** One line for any content, for lists. */
export function contentText(content: IncomingContent): string {
  switch (content.kind) {
    case 'text':
      return content.text.slice(0, 200)
    case 'choice':
      return content.label.slice(0, 200)
    case 'media':
      return content.caption?.slice(0, 200) || content.fileName || content.media
    case 'location':
      return content.name || content.address || `${content.latitude}, ${content.longitude}`
    case 'contacts':
      return content.contacts.map((contact) => contact.name).join(', ')
    case 'order':
      return content.text || `${content.items.length} × ${content.items[0]?.productId ?? ''}`
    case 'reaction':
      return content.emoji ?? ''
    case 'edited':
    case 'system':
      return content.text.slice(0, 200)
    case 'form':
      return content.name ?? 'form'
    case 'deleted':
      return ''
    case 'unsupported':
      return content.what
  }
}
