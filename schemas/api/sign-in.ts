import type { Me, Role, Setup, TokenMe } from './contract.ts'
import { email, id, instant, language, listOf, maybe, named, nameText, object, oneOf, type Shape, text, yesNo } from './shape.ts'

export const roles = ['owner', 'admin', 'agent', 'manager', 'developer'] as const satisfies readonly Role[]
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
