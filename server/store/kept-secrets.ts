import type { Instant } from '#schemas/instant.ts'
import type { Stored } from './contract.ts'
import { define } from './define-collection.ts'

/** A key or password of a service that flows call. Its name is what flows know it by, so it never changes. */
export interface SecretDoc extends Stored {
  workspaceId: string
  name: string
  /** Encrypted with ALUR_SECRET_KEY; see `server/secrets.ts`. */
  sealed: string
  /** Its last four characters, where it is long enough that they tell nothing of the rest. */
  ending?: string
  /** Who may be told it: `api.shop.example`, or `*.shop.example`. */
  hosts: string[]
  createdBy: string
  createdAt: Instant
  changedBy: string
  changedAt: Instant
  /** Counts its changes, so that none is made over another unseen; none before the first. */
  revision?: number
  /** To five minutes. */
  lastUsedAt?: Instant
}
export const keptSecrets = define<SecretDoc>('secrets', [{ name: 'name', fields: { workspaceId: 1, name: 1 }, unique: true }])
