import type { Instant } from '../instant.ts'
import { type Role, roles } from '../roles.ts'
import { role } from './accounts.ts'
import { id, instant, listing, maybe, named, nameText, object, oneOf, text, whole } from './shape.ts'

/** GET|POST /workspaces/{w}/tokens { name, role, expiresInDays } · DELETE /workspaces/{w}/tokens/{tokenId}. `secret` is in the answer to POST only. Sent as `Authorization: Bearer`. */
export interface TokenView {
  id: string
  name: string
  role: Role
  prefix: string
  expiresAt: Instant
  lastUsedAt?: Instant
  createdAt: Instant
  secret?: string
}

export const token = named(
  'Token',
  object<TokenView>({
    id,
    name: text(120),
    role,
    prefix: text(20),
    expiresAt: instant,
    lastUsedAt: maybe(instant),
    createdAt: instant,
    secret: maybe(text(100)),
  }),
)
export const tokens = listing(token)

/** An API token never has the owner's rights. */
export type TokenRole = Exclude<Role, 'owner'>
export const tokenRoles = roles.filter((r): r is TokenRole => r !== 'owner')
export interface NewToken {
  name: string
  role: TokenRole
  expiresInDays: number
}
export const newToken = object<NewToken>({ name: nameText, role: oneOf(tokenRoles), expiresInDays: whole(1, 365) })
