import { quietHours, role } from '#schemas/api/accounts.ts'
import { instant, language, listOf, maybe, object, oneOf, text, yesNo } from '#schemas/api/shape.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Role } from '#schemas/roles.ts'
import { type Sight, sights } from '#schemas/scope.ts'
import type { Language } from '#schemas/text.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { key, name } from '../store/fields.ts'

export interface WorkspaceDoc extends Stored {
  name: string
  /** What new flows are written in unless said otherwise; English when absent. */
  language?: Language
  timeZone: string
  /** ISO 3166, such as HK; guessed from the time zone when absent. */
  country?: string
  /** After so many hours without a word a case is over; a day when absent. */
  closeAfterQuietHours?: number
  demo: boolean
  createdAt: Instant
}

export const workspaces = define<WorkspaceDoc>(
  'workspaces',
  [],
  object<WorkspaceDoc>({
    _id: key,
    name,
    language: maybe(language),
    timeZone: text(64),
    country: maybe(text(2)),
    closeAfterQuietHours: maybe(quietHours),
    demo: yesNo,
    createdAt: instant,
  }),
)

/** `_id` is `<workspaceId>.<userId>`. */
export interface MemberDoc extends Stored {
  workspaceId: string
  userId: string
  role: Role
  /** How much of the inbox they see, everything when absent; `schemas/scope.ts` says for which roles it counts. */
  sees?: Sight
  /** The ids of the teams they are in. */
  teams?: string[]
  createdAt: Instant
}

export const members = define<MemberDoc>(
  'members',
  [
    { name: 'workspace', fields: { workspaceId: 1, createdAt: 1 } },
    { name: 'user', fields: { userId: 1 } },
  ],
  object<MemberDoc>({
    _id: key,
    workspaceId: key,
    userId: key,
    role,
    sees: maybe(oneOf(sights)),
    teams: maybe(listOf(key)),
    createdAt: instant,
  }),
)

/** The secret in its link is kept as a hash only. Accepted ones stay, so that their link says so. */
export interface InvitationDoc extends Stored {
  workspaceId: string
  email: string
  role: Role
  /** How much of the inbox they will see, everything when absent, and the teams they will be in: see `MemberDoc`. */
  sees?: Sight
  teams?: string[]
  invitedBy: string
  hash: string
  state: 'open' | 'accepted' | 'declined'
  createdAt: Instant
  expiresAt: Instant
  openedAt?: Instant
  /** Who joined by it. */
  acceptedBy?: string
  /** When it was accepted or declined. */
  endedAt?: Instant
}

export const invitations = define<InvitationDoc>(
  'invitations',
  [
    { name: 'hash', fields: { hash: 1 }, unique: true },
    { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
  ],
  object<InvitationDoc>({
    _id: key,
    workspaceId: key,
    email: text(254),
    role,
    sees: maybe(oneOf(sights)),
    teams: maybe(listOf(key)),
    invitedBy: key,
    hash: text(64, 64),
    state: oneOf(['open', 'accepted', 'declined']),
    createdAt: instant,
    expiresAt: instant,
    openedAt: maybe(instant),
    acceptedBy: maybe(key),
    endedAt: maybe(instant),
  }),
)

/** Who did what to settings, flows and members. */
export interface AuditDoc extends Stored {
  workspaceId: string
  userId: string
  action: string
  subject: string
  at: Instant
}

export const audit = define<AuditDoc>('audit', [{ name: 'workspace', fields: { workspaceId: 1, at: -1 } }])

export interface TokenDoc extends Stored {
  workspaceId: string
  userId: string
  name: string
  role: Role
  hash: string
  prefix: string
  createdAt: Instant
  expiresAt: Instant
  lastUsedAt?: Instant
}

export const tokens = define<TokenDoc>(
  'tokens',
  [
    { name: 'hash', fields: { hash: 1 }, unique: true },
    { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
  ],
  object<TokenDoc>({
    _id: key,
    workspaceId: key,
    userId: key,
    name,
    role,
    hash: text(64, 64),
    prefix: text(20),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: maybe(instant),
  }),
)
