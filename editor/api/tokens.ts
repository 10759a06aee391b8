import type { NewToken, TokenView } from '#schemas/api/tokens.ts'
import { readAll } from './read-all.ts'
import { create, request } from './request.ts'

export const listTokens = (w: string) => readAll<TokenView>(`/workspaces/${w}/tokens`)

/** The answer is the only one that ever carries the secret. */
export const createToken = (w: string, token: NewToken) => create<TokenView>(`/workspaces/${w}/tokens`, token)

export const revokeToken = (w: string, tokenId: string) => request<void>('DELETE', `/workspaces/${w}/tokens/${tokenId}`)
