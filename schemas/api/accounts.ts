import type { Instant } from '../instant.ts'
import { type Role, roles } from '../roles.ts'
import type { Language } from '../text.ts'
import { email, id, instant, language, listOf, maybe, named, nameText, object, oneOf, type Shape, text, yesNo } from './shape.ts'

/** GET /setup → Setup, anyone. POST /owner { name, email, password, workspaceName, language, timeZone, code } → Me, only while there is no owner; `code` is what the start printed. */
export interface Setup {
  needsOwner: boolean
  version: string
}
/** GET /me → Me, 401 when signed out. POST /session { email, password } → Me (401 `wrong-password` with details.attemptsLeft, 429). DELETE /session → 204. PUT /me/password { current, next } → 204 */
export interface Me {
  user: { id: string; name: string; email: string }
  workspaces: { id: string; name: string; role: Role; language: Language; timeZone: string; country?: string; demo: boolean }[]
}
/** GET /me → TokenMe, when an API token asks: what it reaches and as what. It never tells whose it is. */
export interface TokenMe {
  token: { id: string; name: string; expiresAt: Instant }
  workspaces: Me['workspaces']
}

export const role = oneOf(roles)
export const timeZone: Shape<string> = text(64)
/** ISO 3166 in two capitals. */
export const country: Shape<string> = text(2, 2)
/** Long rather than odd: any characters, no rule but the length. */
export const newPassword = text(256, 12)

export const setup = named('Setup', object<Setup>({ needsOwner: yesNo, version: text(40) }))

export interface NewOwner {
  name: string
  email: string
  password: string
  workspaceName: string
  language: string
  timeZone: string
}
/** `code` is what the server printed when it started. */
export interface OwnerRequest extends NewOwner {
  code: string
}
export const ownerRequest = object<OwnerRequest>({
  name: nameText,
  email,
  password: newPassword,
  workspaceName: nameText,
  language,
  timeZone,
  code: text(60),
})

export interface Credentials {
  email: string
  password: string
}
export const credentials = object<Credentials>({ email: text(254), password: text(256) })

export interface PasswordChange {
  current: string
  next: string
}
export const passwordChange = object<PasswordChange>({ current: text(256), next: newPassword })

const workspaces = listOf(
  object<Me['workspaces'][number]>({ id, name: text(120), role, language, timeZone, country: maybe(country), demo: yesNo }),
)
export const me = named('Me', object<Me>({ user: object<Me['user']>({ id, name: text(120), email }), workspaces }))
const tokenMe = named(
  'TokenMe',
  object<TokenMe>({ token: object<TokenMe['token']>({ id, name: text(120), expiresAt: instant }), workspaces }),
)
/** A person's or a token's. */
export const anyMe: Shape<Me | TokenMe> = { oneOf: [me, tokenMe] }
