// Conversations, and what agents do in them: what the rest of the server may use of it.
export { actOnConversation } from './act-on-conversation.ts'
export { projectCases } from './cases/project-cases.ts'
export { closeQuiet, startQuietCases } from './cases/quiet-cases.ts'
export { conversationsWithCases, remakeCases } from './cases/remake-cases.ts'
export { closeChats, reopenChats } from './close-chats.ts'
export {
  type CaseDoc,
  type ClosingDoc,
  type ConversationDoc,
  cases,
  closings,
  conversations,
  type ForgettingDoc,
  forgettings,
} from './collections.ts'
export { contentText, nameOf } from './conversation-list.ts'
export { startForgettings } from './forgettings.ts'
export { pageInScope } from './in-scope.ts'
export { type Names, viewOf } from './list-conversations.ts'
export { startNames } from './names.ts'
export type { OpenFile } from './open-file.ts'
export { passChats } from './pass-chats.ts'
export { projectConversations } from './project-conversations.ts'
export { startReleases } from './releases.ts'
export { conversationsWithRows, remakeConversation } from './remake-conversation.ts'
export { belongs, type Spot, spotsOf, spotsWith, standingAt, type Viewer } from './scope.ts'
export { turnView } from './turn-view.ts'
