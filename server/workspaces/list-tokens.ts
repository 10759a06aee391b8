import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import type { TokenView } from '#schemas/api/tokens.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type TokenDoc, tokens } from './collections.ts'

/** The API tokens of a workspace, newest first; expired ones too, until someone deletes them. */
export async function listTokens(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  page: PageQuery,
): Promise<Listing<TokenView>> {
  const { items, next } = await inWorkspace(store, tokens, workspaceId).find({}, { sort: { createdAt: -1 }, ...page })
  return { items: items.map(tokenView), ...(next ? { next } : {}) }
}

export const tokenView = ({ _id, name, role, prefix, expiresAt, lastUsedAt, createdAt }: TokenDoc): TokenView => ({
  id: _id,
  name,
  role,
  prefix,
  expiresAt,
  createdAt,
  ...(lastUsedAt ? { lastUsedAt } : {}),
})
