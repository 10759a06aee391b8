import type { Instant } from '#schemas/instant.ts'
import type { Role } from '#schemas/roles.ts'
import type { Stored } from './contract.ts'
import { define } from './define-collection.ts'

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
export const users = define<UserDoc>('users', [{ name: 'email', fields: { email: 1 }, unique: true }])

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
export const tokens = define<TokenDoc>('tokens', [
  { name: 'hash', fields: { hash: 1 }, unique: true },
  { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
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
