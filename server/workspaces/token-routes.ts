import { pageQuery } from '#schemas/api/shape.ts'
import { newToken, token, tokens } from '#schemas/api/tokens.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { createToken } from './create-token.ts'
import { deleteToken } from './delete-token.ts'
import { listTokens } from './list-tokens.ts'

const path = '/workspaces/{w}/tokens'

export const tokenRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.useTokens },
    summary: 'API tokens, without their secrets',
    query: pageQuery,
    reply: tokens,
    handle: ({ deps, workspaceId, query }) => listTokens(deps, workspaceId, query),
  }),
  route({
    method: 'post',
    path,
    who: { roles: may.useTokens, people: true },
    summary: 'Create an API token; its secret is in this answer only',
    body: newToken,
    reply: token,
    status: 201,
    handle: ({ deps, body, ...actor }) => createToken(deps, actor, body),
  }),
  route({
    method: 'delete',
    path: `${path}/{tokenId}`,
    who: { roles: may.useTokens, people: true },
    summary: 'End an API token',
    handle: ({ deps, params, ...actor }) => deleteToken(deps, actor, params.tokenId),
  }),
]
