import type { Instant } from '../instant.ts'
import type { Role } from '../roles.ts'
import { newPassword, role } from './accounts.ts'
import { email, id, instant, listing, maybe, named, nameText, object, oneOf, text } from './shape.ts'

/**
 * GET|POST /workspaces/{w}/invitations { email, role } · POST …/{invitationId}/again · DELETE …/{invitationId}. `link`, a path of this
 * server, is in the answer to POST only; it works once. Whether there is an account for the address is told to nobody.
 */
export interface Invitation {
  id: string
  email: string
  role: Role
  state: 'waiting' | 'opened' | 'declined' | 'expired'
  invitedBy: { id: string; name: string }
  createdAt: Instant
  expiresAt: Instant
  link?: string
}
/**
 * For whoever holds the link; `secret` is what stands after its `#`. POST /invitation { secret } → InvitationOffer. POST …/accept { secret }
 * → Me, signed in. POST …/join { secret, name, password } → Me, with a new account. POST …/decline { secret } → 204. 410 `invitation-over`.
 */
export interface InvitationOffer {
  workspaceName: string
  /** The name of who invites. */
  invitedBy: string
  email: string
  role: Role
  expiresAt: Instant
  state: 'open' | 'accepted' | 'declined' | 'expired'
  /** When it was accepted or declined. */
  endedAt?: Instant
}

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
