import { roles } from '../roles.ts'
import {
  email,
  type FromFields,
  type FromShape,
  id,
  instant,
  language,
  listOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'

export const role = oneOf(roles)
export const timeZone = text(64)
/** From an hour to a month. */
export const quietHours = whole(1, 720)
export const usualQuietHours = 24
/** ISO 3166 in two capitals, such as HK. */
export const country = text(2, 2)
/** Long rather than odd: any characters, no rule but the length. */
export const newPassword = text(256, 12)

const setupFields = { needsOwner: yesNo, version: text(40) }
/** GET /setup → Setup, anyone. POST /owner OwnerRequest → Me, only while there is no owner. */
export type Setup = FromFields<typeof setupFields>
export const setup = named<Setup>('Setup', object(setupFields))

export const ownerRequest = object({
  name: nameText,
  email,
  password: newPassword,
  workspaceName: nameText,
  language,
  timeZone,
  /** What the server printed when it started. */
  code: text(60),
})
export type OwnerRequest = FromShape<typeof ownerRequest>
export type NewOwner = Omit<OwnerRequest, 'code'>

export const credentials = object({ email: text(254), password: text(256) })
/** POST /session Credentials → Me (401 `wrong-password` with details.attemptsLeft, 429). DELETE /session → 204. */
export type Credentials = FromShape<typeof credentials>

export const passwordChange = object({ current: text(256), next: newPassword })
/** PUT /me/password PasswordChange → 204 */
export type PasswordChange = FromShape<typeof passwordChange>

const workspaces = listOf(
  object({
    id,
    name: text(120),
    role,
    language,
    timeZone,
    country: maybe(country),
    closeAfterQuietHours: quietHours,
    demo: yesNo,
  }),
)
const meFields = { user: object({ id, name: text(120), email }), workspaces }
/** GET /me → Me, 401 when signed out. */
export type Me = FromFields<typeof meFields>
export const me = named<Me>('Me', object(meFields))

const tokenMeFields = { token: object({ id, name: text(120), expiresAt: instant }), workspaces }
/** GET /me → TokenMe, when an API token asks: what it reaches and as what. It never tells whose it is. */
export type TokenMe = FromFields<typeof tokenMeFields>
const tokenMe = named<TokenMe>('TokenMe', object(tokenMeFields))
/** A person's or a token's. */
export const anyMe: Shape<Me | TokenMe> = { oneOf: [me, tokenMe] }
