import { newPassword, role } from './accounts.ts'
import { sees, teams } from './members.ts'
import {
  email,
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
  person,
  text,
} from './shape.ts'

const invitationFields = {
  id,
  email,
  role,
  /** How much of the inbox they will see, and the ids of the teams they will be in: as on a member. */
  sees,
  teams,
  state: oneOf(['waiting', 'opened', 'declined', 'expired']),
  invitedBy: person,
  createdAt: instant,
  expiresAt: instant,
  /** A path of this server, in the answer to POST only; it works once. */
  link: maybe(text(200)),
}
/**
 * GET /workspaces/{w}/invitations → Listing<Invitation>. POST NewInvitation · POST …/{invitationId}/again → Invitation. DELETE …/{invitationId}.
 * Whether there is an account for the address is told to nobody.
 */
export type Invitation = FromFields<typeof invitationFields>
export const invitation = named<Invitation>('Invitation', object(invitationFields))
export const invitations = listing(invitation)

/** `sees`: everything, when left out. */
export const newInvitation = object({ email, role, sees: maybe(sees), teams: maybe(teams) })
export type NewInvitation = FromShape<typeof newInvitation>

/** What stands in an invitation's link. */
const secret = text(100)

export const invitationSecret = object({ secret })

export const joining = object({ secret, name: nameText, password: newPassword })
/** Somebody without an account makes one and joins. */
export type Joining = FromShape<typeof joining>

const offerFields = {
  workspaceName: text(120),
  /** The name of who invites. */
  invitedBy: text(120, 0),
  email,
  role,
  expiresAt: instant,
  state: oneOf(['open', 'accepted', 'declined', 'expired']),
  /** When it was accepted or declined. */
  endedAt: maybe(instant),
}
/**
 * For whoever holds the link; `secret` is what stands after its `#`. POST /invitation { secret } → InvitationOffer. POST …/accept { secret }
 * → Me, signed in. POST …/join Joining → Me, with a new account. POST …/decline { secret } → 204. 410 `invitation-over`.
 */
export type InvitationOffer = FromFields<typeof offerFields>
export const invitationOffer = named<InvitationOffer>('InvitationOffer', object(offerFields))
