import { sights } from '../scope.ts'
import { role } from './accounts.ts'
import {
  email,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  text,
} from './shape.ts'

export const sees = oneOf(sights)
/** The ids of the teams somebody is in. */
export const teams = listOf(id, 100)

const memberFields = {
  userId: id,
  name: text(120),
  email,
  role,
  /** How much of the inbox they see; everything, whatever stands here, with a role that cannot be narrowed. */
  sees,
  teams,
  createdAt: instant,
}
/** GET /workspaces/{w}/members → Listing<MemberView>. PATCH|DELETE /workspaces/{w}/members/{userId} MemberChange · DELETE /workspaces/{w}/membership: leave */
export type MemberView = FromFields<typeof memberFields>
export const member = named<MemberView>('Member', object(memberFields))
export const members = listing(member)

export const memberChange = object({ role: maybe(role), sees: maybe(sees), teams: maybe(teams) })
/** What is left out stays as it is. */
export type MemberChange = FromShape<typeof memberChange>
