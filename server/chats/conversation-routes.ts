import { closing, closings, toClose } from '#schemas/api/closings.ts'
import {
  acted,
  closedIn,
  closedWith,
  colleagues,
  conversationDetail,
  foundMessages,
  inboxPage,
  inboxQuery,
  namedReminder,
  searchQuery,
  takenFrom,
  toAssign,
  toRemind,
  toTemplate,
  turns,
  turnsQuery,
  written,
} from '#schemas/api/inbox.ts'
import type { Shape } from '#schemas/api/shape.ts'
import type { TurnView } from '#schemas/api/turns.ts'
import { may } from '#schemas/roles.ts'
import type { AgentAction } from '#schemas/turn.ts'
import { templateMessage } from '../channels/index.ts'
import type { Deps } from '../deps.ts'
import { AppError, type ErrorCode, invalidInput } from '../errors.ts'
import { fileRoute, type Route, route } from '../http/route.ts'
import { type Acted, actOnConversation } from './act-on-conversation.ts'
import { assignConversation } from './assign-conversation.ts'
import { closeMany, listClosings, undoClosing } from './close-many.ts'
import { forgetConversation } from './forget-conversation.ts'
import { listColleagues } from './list-colleagues.ts'
import { countInbox, listConversations } from './list-conversations.ts'
import { openFile } from './open-file.ts'
import { markRead, readConversation, readTurns } from './read-conversation.ts'
import { searchChats } from './search-chats.ts'
import { seenBy } from './seen.ts'
import { turnView } from './turn-view.ts'
import { undoClose } from './undo-close.ts'
import { viewer } from './viewer.ts'

const path = '/workspaces/{w}/conversations'
const one = `${path}/{c}` as const
const closingsPath = '/workspaces/{w}/closings'

export const conversationRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readInbox },
    summary: 'The inbox, newest first (longest waiting first in `waiting`), with how many chats each list has',
    query: inboxQuery,
    reply: inboxPage,
    handle: async ({ deps, query: { view, ...page }, ...context }) => {
      const who = viewer(context)
      const [listed, counts] = await Promise.all([
        listConversations(deps.store, who, view, deps.names, page),
        countInbox(deps.store, who),
      ])
      return { ...listed, counts }
    },
  }),
  route({
    method: 'get',
    path: `${path}/search`,
    who: { roles: may.readInbox },
    summary: 'What people wrote and who they are, by words, names and numbers; the newest first, and what is older with `after`',
    query: searchQuery,
    reply: foundMessages,
    handle: ({ deps, query, ...context }) => searchChats(deps.engine, viewer(context), deps.names, query),
  }),
  route({
    method: 'get',
    path: one,
    who: { roles: may.readInbox },
    summary: 'A conversation as it stands',
    reply: conversationDetail,
    handle: async ({ deps, params, ...context }) =>
      found(await readConversation(deps.engine, viewer(context), params.c, deps.names)),
  }),
  route({
    method: 'get',
    path: `${one}/turns`,
    who: { roles: may.readInbox },
    summary: 'The turns of a conversation, oldest first; the newest page unless `after` or `before` is given',
    query: turnsQuery,
    reply: turns,
    handle: async ({ deps, params, query, ...context }) =>
      found(await readTurns(deps.engine, viewer(context), params.c, deps.names, query)),
  }),
  fileRoute({
    method: 'get',
    path: `${one}/turns/{n}/file`,
    who: { roles: may.readInbox },
    summary:
      'The photo, voice message or document that the customer sent with this turn: from the vendor, and from here once somebody has opened it',
    errors: ['no-file', 'file-gone', 'file-too-large', 'vendor-away', 'too-many-requests'],
    handle: ({ deps, params, ...context }) => openFile(deps, viewer(context), params),
  }),
  action('take', 'Take a conversation: from now on this person answers', () => ({ do: 'take' })),
  action(
    'take-over',
    'Take a conversation over from a colleague, who is named: from now on this person answers',
    ({ from }) => ({ do: 'take', from }),
    takenFrom,
  ),
  action('reply', 'Answer', ({ clientId, text }) => ({ do: 'reply', text, clientId }), written, ['window-closed']),
  route({
    method: 'post',
    path: `${one}/template`,
    who: { roles: may.answerPeople },
    summary: 'Answer by a template that the channel’s vendor has approved: also when the reply window is closed',
    body: toTemplate,
    reply: acted,
    errors: ['not-owner', 'nothing-to-do', 'window-closed', 'no-template', 'vendor-away'],
    handle: async ({ deps, params, body: { clientId, ...asked }, ...context }) => {
      const who = viewer(context)
      const { state } = found(await seenBy(deps.engine, who, params.c))
      const { text, template } = await templateMessage(deps, who.workspaceId, state.channel.id, asked)
      const action: AgentAction = { do: 'reply', text, template, clientId }
      return answerTo(deps, await actOnConversation(deps.engine, who, params.c, action))
    },
  }),
  action('note', 'Leave a note for colleagues', ({ clientId, text }) => ({ do: 'note', text, clientId }), written),
  action(
    'remind',
    'Be reminded of a conversation at a time, with a few words; one that was closed meanwhile is opened again then',
    ({ at, text, clientId }) => ({ do: 'remind', at, text, clientId }),
    toRemind,
    ['too-many-reminders'],
  ),
  action('cancel-reminder', 'Not be reminded after all', ({ id }) => ({ do: 'cancel-reminder', id }), namedReminder),
  route({
    method: 'get',
    path: '/workspaces/{w}/colleagues',
    who: { roles: may.answerPeople },
    summary: 'Who answers people here, by name: to whom a conversation can be given',
    reply: colleagues,
    handle: async ({ deps, workspaceId }) => ({ items: await listColleagues(deps.store, workspaceId) }),
  }),
  route({
    method: 'post',
    path: `${one}/assign`,
    who: { roles: may.answerPeople },
    summary:
      'Give a conversation to a colleague (`to`) or a team (`team`), with a note; without both, it waits for a person again',
    body: toAssign,
    reply: acted,
    errors: ['not-owner', 'nothing-to-do'],
    handle: async ({ deps, params, body, ...context }) => {
      const turn = await assignConversation(deps.engine, viewer(context), params.c, body)
      return { turn: await turnView(deps.engine, deps.names, turn) }
    },
  }),
  action('hand-back', 'Hand the conversation back to its flow', () => ({ do: 'hand-back' })),
  action(
    'close',
    'Close the conversation, and say why if you like',
    ({ reason }) => ({ do: 'close', ...(reason?.trim() ? { reason: reason.trim() } : {}) }),
    closedWith,
    [],
    { bodyMaybe: true },
  ),
  action('reopen', 'Open a closed conversation again: from now on this person answers', () => ({ do: 'reopen' })),
  route({
    method: 'post',
    path: `${one}/undo-close`,
    who: { roles: may.answerPeople },
    summary: 'Take back that oneself closed it, in this turn: it goes back to whom it belonged, if nothing has happened since',
    body: closedIn,
    reply: acted,
    errors: ['not-owner', 'nothing-to-do'],
    handle: async ({ deps, params, body, ...context }) =>
      answerTo(deps, await undoClose(deps.engine, viewer(context), params.c, body.turn)),
  }),
  route({
    method: 'delete',
    path: one,
    who: { roles: may.forgetPeople },
    summary: 'Delete a conversation for good, with what is known of the person; counters stay',
    handle: ({ deps, params, ...actor }) => forgetConversation(deps, actor, params.c),
  }),
  route({
    method: 'post',
    path: closingsPath,
    who: { roles: may.answerPeople },
    summary: 'Close many conversations: those that are named, or a whole list; those of others are left',
    body: toClose,
    reply: closing,
    status: 201,
    handle: ({ deps, body: { conversationIds, view, reason }, ...context }) => {
      const who = viewer(context)
      if (conversationIds && !view) return closeMany(deps, who, { conversationIds }, reason)
      if (view && !conversationIds) return closeMany(deps, who, { view }, reason)
      throw invalidInput({ path: '/view', message: 'is given instead of conversationIds, one of both' })
    },
  }),
  route({
    method: 'get',
    path: closingsPath,
    who: { roles: may.answerPeople },
    summary: 'What this person closed at once lately, the newest first, and how far it is',
    reply: closings,
    handle: async ({ deps, workspaceId, caller }) => ({
      items: await listClosings(deps, { workspaceId, agentId: caller.user.id }),
    }),
  }),
  route({
    method: 'post',
    path: `${closingsPath}/{k}/undo`,
    who: { roles: may.answerPeople },
    summary:
      'Take it back within the hour: what was closed and not touched since goes back to whom it belonged; one’s own, or as an owner or admin',
    reply: closing,
    errors: ['nothing-to-do'],
    handle: ({ deps, params, ...who }) => undoClosing(deps, who, params.k),
  }),
  route({
    method: 'post',
    path: `${one}/read`,
    who: { roles: may.answerPeople },
    summary: 'Everything up to now has been read; the customer sees it, where the channel can show it',
    handle: async ({ deps, params, ...context }) => {
      const { wasUnread } = found(await markRead(deps.engine, viewer(context), params.c))
      if (wasUnread) deps.cues.read(params.c)
    },
  }),
  route({
    method: 'post',
    path: `${one}/typing`,
    who: { roles: may.answerPeople },
    summary: 'Whoever answers the conversation is writing: the customer sees it for a moment, where the channel can show it',
    errors: ['not-owner'],
    handle: async ({ deps, params, ...context }) => {
      const who = viewer(context)
      const { state } = found(await seenBy(deps.engine, who, params.c))
      const { owner } = state
      if (owner.kind !== 'agent' || owner.agentId !== who.agentId) throw new AppError('not-owner', { owner })
      deps.cues.typing(state)
    },
  }),
]

/** Something an agent does with a conversation; each is a turn. */
function action<Body>(
  name: string,
  summary: string,
  make: (body: Body) => AgentAction,
  body?: Shape<Body>,
  errors: ErrorCode[] = [],
  more: Pick<Route, 'bodyMaybe'> = {},
): Route {
  return route({
    method: 'post',
    path: `${one}/${name}` as `${typeof one}/action`,
    who: { roles: may.answerPeople },
    summary,
    ...(body ? { body } : {}),
    ...more,
    reply: acted,
    errors: ['not-owner', 'nothing-to-do', ...errors],
    handle: async ({ deps, params, body, ...context }) =>
      answerTo(deps, await actOnConversation(deps.engine, viewer(context), params.c, make(body))),
  })
}

async function answerTo({ engine, names }: Pick<Deps, 'engine' | 'names'>, done: Acted): Promise<{ turn: TurnView }> {
  if (done.kind === 'done') return { turn: await turnView(engine, names, done.turn) }
  if (done.kind === 'no-conversation') throw new AppError('not-found')
  if (done.kind === 'window-closed') throw new AppError('window-closed')
  if (done.kind === 'too-many') throw new AppError('too-many-reminders')
  throw new AppError(done.kind === 'not-owner' ? 'not-owner' : 'nothing-to-do', { owner: done.owner })
}

function found<T>(value: T | null): T {
  if (value === null) throw new AppError('not-found')
  return value
}
