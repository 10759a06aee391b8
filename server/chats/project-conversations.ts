import type { Turn } from '#schemas/turn.ts'
import type { Projection } from '../engine/parts.ts'
import { changeTo, type Move, moveForward } from '../engine/projections/move-forward.ts'
import { type ConversationDoc, conversations } from './collections.ts'
import { conversationNews, conversationRow, conversationView } from './conversation-list.ts'

/** The conversation list: one row per conversation, moved on to its newest turn. */
export const projectConversations: Projection = ({ store }, { remembered }) =>
  moveForward(store.collection(conversations), remembered.map(conversationMove))

const conversationMove = (line: readonly Turn[]): Move<ConversationDoc> => ({
  id: (line[0] as Turn).state.conversationId,
  turn: (line.at(-1) as Turn).number,
  begins: line[0]?.number === 1,
  made: () => conversationRow(line),
  change: () => changeTo(conversationView(line), conversationNews(line)),
})
