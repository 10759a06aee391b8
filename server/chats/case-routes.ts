import { caseList, casesQuery } from '#schemas/api/cases.ts'
import { pageQuery } from '#schemas/api/shape.ts'
import { may } from '#schemas/roles.ts'
import { AppError } from '../errors.ts'
import { route } from '../http/route.ts'
import { listCases, listCasesOf } from './cases/list-cases.ts'
import { seenBy } from './seen.ts'
import { viewer } from './viewer.ts'

export const caseRoutes = [
  route({
    method: 'get',
    path: '/workspaces/{w}/cases',
    who: { roles: may.readInbox },
    summary: 'The cases of the workspace: the newest opened first, or, by their closing, the newest closed',
    query: casesQuery,
    reply: caseList,
    handle: ({ deps, query, ...context }) => listCases(deps.store, viewer(context), query, deps.names),
  }),
  route({
    method: 'get',
    path: '/workspaces/{w}/conversations/{c}/cases',
    who: { roles: may.readInbox },
    summary: 'The cases of a conversation, the newest first',
    query: pageQuery,
    reply: caseList,
    handle: async ({ deps, params, query, ...context }) => {
      const who = viewer(context)
      if (!(await seenBy(deps.engine, who, params.c))) throw new AppError('not-found')
      return listCasesOf(deps.store, who, params.c, query, deps.names)
    },
  }),
]
