import { type Role, roles } from '../roles.ts'
import { role } from './accounts.ts'
import {
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  text,
  whole,
} from './shape.ts'

const tokenFields = {
  id,
  name: text(120),
  role,
  prefix: text(20),
  expiresAt: instant,
  lastUsedAt: maybe(instant),
  createdAt: instant,
  /** In the answer to POST only. */
  secret: maybe(text(100)),
}
/** GET /workspaces/{w}/tokens → Listing<TokenView>. POST NewToken → TokenView · DELETE /workspaces/{w}/tokens/{tokenId}. Sent as `Authorization: Bearer`. */
export type TokenView = FromFields<typeof tokenFields>
export const token = named<TokenView>('Token', object(tokenFields))
export const tokens = listing(token)

/** An API token never has the owner's rights. */
export type TokenRole = Exclude<Role, 'owner'>
export const tokenRoles = roles.filter((r): r is TokenRole => r !== 'owner')
export const newToken = object({ name: nameText, role: oneOf(tokenRoles), expiresInDays: whole(1, 365) })
export type NewToken = FromShape<typeof newToken>
