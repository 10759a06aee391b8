import { instant, maybe, object, text } from '#schemas/api/shape.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { key, name } from '../store/fields.ts'
import type { Founding } from '../workspaces/index.ts'

/**
 * The first run, one document for ever: its insertion decides who the owner is. It carries what is to be made until it is made,
 * so that a crash in between is finished at the next start.
 */
export interface FirstRunDoc extends Stored {
  _id: 'owner'
  at: Instant
  toMake?: Founding & { user: UserDoc }
}

export const firstRun = define<FirstRunDoc>('firstRun')

export interface UserDoc extends Stored {
  email: string
  name: string
  passwordHash: string
  /** Who chose the password, as long as the person has not chosen one of their own. */
  passwordBy?: string
  /** Sessions and tokens made before this die. */
  passwordChangedAt: Instant
  createdAt: Instant
}

export const users = define<UserDoc>(
  'users',
  [{ name: 'email', fields: { email: 1 }, unique: true }],
  object<UserDoc>({
    _id: key,
    email: text(254),
    name,
    passwordHash: text(500),
    passwordBy: maybe(key),
    passwordChangedAt: instant,
    createdAt: instant,
  }),
)

export interface SignInDoc extends Stored {
  userId: string
  createdAt: Instant
  expiresAt: Instant
}

/** `_id` is the SHA-256 of the cookie's token. */
export const signIns = define<SignInDoc>('signIns', [
  { name: 'user', fields: { userId: 1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** Attempts at one door, such as signing in as one account from one address. `_id` is a hash of both. */
export interface AttemptDoc extends Stored {
  count: number
  /** They are forgotten then; with none left, nothing is tried before. */
  until: Instant
  expiresAt: Instant
}

export const attempts = define<AttemptDoc>('attempts', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])

/** A network from which somebody has signed in: strangers who guess there do not lock them out. `_id` is a hash of account and network. */
export interface KnownPlaceDoc extends Stored {
  expiresAt: Instant
}

export const knownPlaces = define<KnownPlaceDoc>('knownPlaces', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])
