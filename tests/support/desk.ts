import type { AgentAction } from '#schemas/turn.ts'
import type { Assembled } from '#server/assemble.ts'
import { actOnConversation } from '#server/chats/act-on-conversation.ts'
import { readTurns } from '#server/chats/read-conversation.ts'
import { seed } from './seed.ts'

const who = { workspaceId: seed.workspaceId, agentId: 'agent1' }

/** What somebody of the shop does in a chat, and reads of it. `server`: the one that runs then. */
export const deskOf = (server: () => Assembled, conversationId: string) => ({
  act: (action: AgentAction) => actOnConversation(server().engine, who, conversationId, action),
  thread: async () => {
    const page = await readTurns(server().engine, who, conversationId, server().deps.names, { after: 0 })
    return page?.items ?? []
  },
})
