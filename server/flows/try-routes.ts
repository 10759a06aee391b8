import { flowBodyLimit } from '#schemas/api/flows.ts'
import { newTry, type TryView, tryClock, tryMessage, trySignal, tryView } from '#schemas/api/tries.ts'
import { may } from '#schemas/roles.ts'
import { newId } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type InWorkspace, route } from '../http/route.ts'
import { readFlow } from './examine-flow.ts'
import { findFlow } from './read-flow.ts'

const who = { roles: may.changeFlows }
const one = '/workspaces/{w}/tries/{t}'

/** Chats with a draft, kept in memory for an hour; only who started one can go on with it. */
export const tryRoutes = [
  route({
    method: 'post',
    path: '/workspaces/{w}/flows/{f}/tries',
    who,
    summary: 'Try a draft: the real engine; nothing is saved and nobody is written to, but services it calls are really called',
    body: newTry,
    bodyLimit: flowBodyLimit,
    reply: tryView,
    status: 201,
    errors: ['try-too-large'],
    handle: async ({ deps, params, body, ...context }) => {
      await findFlow(deps, context.workspaceId, params.f)
      return deps.tries.start(person(context), { ...body, flow: readFlow(deps, body.flow), flowId: params.f }, newId(deps))
    },
  }),
  route({
    method: 'post',
    path: `${one}/messages`,
    who,
    summary: 'Say something to a draft',
    body: tryMessage,
    reply: tryView,
    errors: ['try-too-large'],
    handle: async ({ deps, params, body, ...context }) =>
      found(
        await deps.tries.say(
          person(context),
          params.t,
          body.choice ? { kind: 'choice', ...body.choice } : { kind: 'text', text: body.text },
          body.choice && body.replyTo,
        ),
      ),
  }),
  route({
    method: 'post',
    path: `${one}/signals`,
    who,
    summary: 'Let something happen outside, in a try',
    body: trySignal,
    reply: tryView,
    errors: ['try-too-large'],
    handle: async ({ deps, params, body: { name, values }, ...context }) =>
      found(await deps.tries.signal(person(context), params.t, name, values)),
  }),
  route({
    method: 'post',
    path: `${one}/clock`,
    who,
    summary: 'Let time pass in a try',
    body: tryClock,
    reply: tryView,
    errors: ['try-too-large'],
    handle: async ({ deps, params, body, ...context }) =>
      found(await deps.tries.passTime(person(context), params.t, body.seconds)),
  }),
  route({
    method: 'delete',
    path: one,
    who,
    summary: 'End a try',
    handle: async ({ deps, params, ...context }) => {
      if (!deps.tries.end(person(context), params.t)) throw new AppError('not-found')
    },
  }),
]

const person = ({ workspaceId, caller }: InWorkspace) => ({ workspaceId, userId: caller.user.id })

function found(view: TryView | null): TryView {
  if (!view) throw new AppError('not-found')
  return view
}
