import { role } from './accounts.ts'
import { email, type FromFields, id, instant, listing, named, object, text } from './shape.ts'

const memberFields = { userId: id, name: text(120), email, role, createdAt: instant }
/** GET /workspaces/{w}/members → Listing<MemberView>. PATCH|DELETE /workspaces/{w}/members/{userId} { role } · DELETE /workspaces/{w}/membership: leave */
export type MemberView = FromFields<typeof memberFields>
export const member = named<MemberView>('Member', object(memberFields))
export const members = listing(member)

export const memberChange = object({ role })
