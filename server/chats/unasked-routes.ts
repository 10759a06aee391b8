import { acted, signal, signalled, unasked } from '#schemas/api/inbox.ts'
import type { OutgoingMessage } from '#schemas/message.ts'
import { may } from '#schemas/roles.ts'
import { templateMessage } from '../channels/index.ts'
import { AppError, invalidInput } from '../errors.ts'
import { route } from '../http/route.ts'
import { seenBy } from './seen.ts'
import { sendUnasked } from './send-unasked.ts'
import { signalConversation } from './signal-conversation.ts'
import { turnView } from './turn-view.ts'
import { viewer } from './viewer.ts'

const one = '/workspaces/{w}/conversations/{c}'

/** What reaches a conversation without its customer: a message that nobody asked for, and what happened outside. */
export const unaskedRoutes = [
  route({
    method: 'post',
    path: `${one}/messages`,
    who: { roles: may.answerPeople },
    summary:
      'Write to a customer who has not just asked, a text or a template: once for each `id`, never after STOP; whoever answers the chat goes on',
    body: unasked,
    reply: acted,
    errors: ['opted-out', 'window-closed', 'no-template', 'vendor-away'],
    handle: async ({ deps, params, body: { id, text, template, lane }, ...context }) => {
      if ((text === undefined) === (template === undefined))
        throw invalidInput({ path: '/text', message: 'is given, or a template, one of both' })
      const who = viewer(context)
      const seen = await seenBy(deps.engine, who, params.c)
      if (!seen) throw new AppError('not-found')
      const message: OutgoingMessage = template
        ? await templateMessage(deps, who.workspaceId, seen.state.channel.id, template)
        : { kind: 'text', text: text ?? '' }
      const turn = await sendUnasked(deps.engine, who, params.c, { id, message, lane })
      return { turn: await turnView(deps.engine, deps.names, turn) }
    },
  }),
  route({
    method: 'post',
    path: `${one}/signals`,
    who: { roles: may.signalFlows },
    summary:
      'Tell a conversation (found by `…/conversations/search`) that something happened outside, once for each `id`: a flow that waits for it goes on with its values',
    body: signal,
    reply: signalled,
    handle: async ({ deps, params, body, ...context }) => {
      const turn = await signalConversation(deps.engine, viewer(context), params.c, body)
      return { turn: await turnView(deps.engine, deps.names, turn), heard: turn.steps.length > 0 }
    },
  }),
]
