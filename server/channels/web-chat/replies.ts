import { clientIdOf } from '#runtime/channels/web-chat/message-id.ts'
import type { WebChatMessage, WebChatReply } from '#schemas/api/web-chat.ts'
import type { Turn } from '#schemas/turn.ts'

/** What a visitor may see of some turns, oldest first: their own messages, the flow's and the agents'. Never notes or steps. */
export function replyOf(turns: readonly Turn[], nameOf: (agentId: string) => string | undefined = () => undefined): WebChatReply {
  const messages: WebChatMessage[] = []
  for (const turn of turns) {
    const { event } = turn
    if (event.kind === 'message') {
      const { id, content } = event.message
      messages.push({
        id: turn._id,
        at: turn.at,
        from: 'visitor',
        clientId: clientIdOf(id),
        message: { kind: 'incoming', content },
      })
    }
    for (const said of turn.say)
      messages.push({ id: said.id, at: turn.at, from: said.by.kind === 'agent' ? 'agent' : 'flow', message: said.message })
  }
  const newest = turns.at(-1)
  const owner = newest?.state.owner
  const name = owner?.kind === 'agent' ? nameOf(owner.agentId) : undefined
  return { turn: newest?.number ?? 0, messages, ...(name ? { agent: { name } } : {}) }
}

/** Where there is nothing to tell. */
export const nothingSaid: WebChatReply = { turn: 0, messages: [] }
