import { isForgotten } from '#runtime/forget.ts'
import { caseList, casesQuery } from '#schemas/api/cases.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import type { Engine } from '../engine/engine.ts'
import { newestState } from '../engine/turns/take-turn.ts'
import { AppError } from '../errors.ts'
import { route } from '../http/route.ts'
import { listCases, listCasesOf } from './cases/list-cases.ts'

/** Whether this workspace has the conversation, and it is not deleted. */
async function isThere(engine: Engine, { workspaceId, conversationId }: { workspaceId: string; conversationId: string }) {
  const known = engine.newest.get(conversationId) ?? (await newestState(engine, conversationId))
  return known?.state.workspaceId === workspaceId && !isForgotten(known.state)
}

export const caseRoutes = [
  route({
    method: 'get',
    path: '/workspaces/{w}/cases',
    who: { roles: may.readInbox },
    summary: 'The cases of the workspace: the newest opened first, or, by their closing, the newest closed',
    query: casesQuery,
    reply: caseList,
    handle: ({ deps, workspaceId, query }) => listCases(deps.store, workspaceId, query, deps.names),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/conversations/{c}/cases',
    who: { roles: may.readInbox },
    summary: 'The cases of a conversation, the newest first',
    query: pageQuery,
    reply: caseList,
    handle: async ({ deps, workspaceId, params, query }) => {
      const of = { workspaceId, conversationId: params.c }
      if (!(await isThere(deps.engine, of))) throw new AppError('not-found')
      return listCasesOf(deps.store, of, query, deps.names)
    },
  }),
]
