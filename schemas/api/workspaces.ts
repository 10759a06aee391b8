import type { Language } from '../text.ts'
import type { MemberView, Role, TokenView, WorkspaceView } from './contract.ts'
import { email, id, instant, language, listing, maybe, named, nameText, object, oneOf, text, whole, yesNo } from './shape.ts'
import { country, role, roles, timeZone } from './sign-in.ts'

export const workspace = named(
  'Workspace',
  object<WorkspaceView>({
    id,
    name: text(120),
    language,
    timeZone,
    country: maybe(country),
    role,
    demo: yesNo,
    createdAt: instant,
  }),
)
export const workspaces = listing(workspace)

export interface NewWorkspace {
  name: string
  language?: Language
  timeZone: string
}
export const newWorkspace = object<NewWorkspace>({ name: nameText, language: maybe(language), timeZone })
export interface WorkspaceChange extends Partial<NewWorkspace> {
  country?: string
}
export const workspaceChange = object<WorkspaceChange>({
  name: maybe(nameText),
  language: maybe(language),
  timeZone: maybe(timeZone),
  country: maybe(country),
})

export const member = named('Member', object<MemberView>({ userId: id, name: text(120), email, role, createdAt: instant }))
export const members = listing(member)

export const memberChange = object<{ role: Role }>({ role })

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
