import { flowOrder, flowOrderChange } from '#schemas/api/flow-order.ts'
import { unpublish } from '#schemas/api/publishing.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { changeFlowOrder, readFlowOrder } from './flow-order.ts'
import { pauseFlow } from './pause-flow.ts'
import { unpublishFlow } from './unpublish-flow.ts'

const one = '/workspaces/{w}/flows/{f}'
const order = '/workspaces/{w}/flow-order'

/** Which flows answer, and in which order. */
export const liveFlowRoutes = [
  route({
    method: 'get',
    path: order,
    who: { roles: may.readFlows },
    summary: 'The live and the paused flows in the order in which they are tried: the first that fits answers',
    reply: flowOrder,
    handle: ({ deps, workspaceId }) => readFlowOrder(deps, workspaceId),
  }),
  route({
    method: 'put',
    path: order,
    who: { roles: may.changeFlows },
    summary: 'Change the order; running chats are untouched, a stale revision answers 409',
    body: flowOrderChange,
    reply: flowOrder,
    errors: ['stale-order'],
    handle: ({ deps, body, ...actor }) => changeFlowOrder(deps, actor, body),
  }),
  route({
    method: 'post',
    path: `${one}/pause`,
    who: { roles: may.changeFlows },
    summary: 'Let nobody new into a live flow; people inside go on',
    errors: ['not-live'],
    handle: ({ deps, params, ...actor }) => pauseFlow(deps, actor, params.f, true),
  }),
  route({
    method: 'post',
    path: `${one}/resume`,
    who: { roles: may.changeFlows },
    summary: 'Let new people into a paused flow again',
    errors: ['not-live'],
    handle: ({ deps, params, ...actor }) => pauseFlow(deps, actor, params.f, false),
  }),
  route({
    method: 'post',
    path: `${one}/unpublish`,
    who: { roles: may.changeFlows },
    summary: 'Take a flow out of the world; people inside finish, are handed over, or the flow ends for them',
    body: unpublish,
    errors: ['not-live'],
    handle: ({ deps, params, body, ...actor }) => unpublishFlow(deps, actor, params.f, body),
  }),
]
