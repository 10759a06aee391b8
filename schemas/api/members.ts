import type { Instant } from '../instant.ts'
import type { Role } from '../roles.ts'
import { role } from './accounts.ts'
import { email, id, instant, listing, named, object, text } from './shape.ts'

/** GET /workspaces/{w}/members · PATCH|DELETE /workspaces/{w}/members/{userId} { role } · DELETE /workspaces/{w}/membership: leave */
export interface MemberView {
  userId: string
  name: string
  email: string
  role: Role
  createdAt: Instant
}

export const member = named('Member', object<MemberView>({ userId: id, name: text(120), email, role, createdAt: instant }))
export const members = listing(member)

export const memberChange = object<{ role: Role }>({ role })
