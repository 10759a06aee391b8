import type { Invitation, InvitationOffer, Role } from './contract.ts'
import { email, id, instant, listing, maybe, named, nameText, object, oneOf, text } from './shape.ts'
import { newPassword, role } from './sign-in.ts'

export const invitation = named(
  'Invitation',
  object<Invitation>({
    id,
    email,
    role,
    state: oneOf(['waiting', 'opened', 'declined', 'expired']),
    invitedBy: object<Invitation['invitedBy']>({ id, name: text(120, 0) }),
    createdAt: instant,
    expiresAt: instant,
    link: maybe(text(200)),
  }),
)
export const invitations = listing(invitation)

export interface NewInvitation {
  email: string
  role: Role
}
export const newInvitation = object<NewInvitation>({ email, role })

/** What stands in an invitation's link. */
const secret = text(100)

export const invitationSecret = object<{ secret: string }>({ secret })

/** Somebody without an account makes one and joins. */
export interface Joining {
  secret: string
  name: string
  password: string
}
export const joining = object<Joining>({ secret, name: nameText, password: newPassword })

export const invitationOffer = named(
  'InvitationOffer',
  object<InvitationOffer>({
    workspaceName: text(120),
    invitedBy: text(120, 0),
    email,
    role,
    expiresAt: instant,
    state: oneOf(['open', 'accepted', 'declined', 'expired']),
    endedAt: maybe(instant),
  }),
)
