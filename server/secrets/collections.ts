import { instant, listOf, maybe, object, text } from '#schemas/api/shape.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'
import { count, key } from '../store/fields.ts'

/** A key or password of a service that flows call. Its name is what flows know it by, so it never changes. */
export interface SecretDoc extends Stored {
  workspaceId: string
  name: string
  /** Encrypted with ALUR_SECRET_KEY; see `server/secret-key.ts`. */
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

export const keptSecrets = define<SecretDoc>(
  'secrets',
  [{ name: 'name', fields: { workspaceId: 1, name: 1 }, unique: true }],
  object<SecretDoc>({
    _id: key,
    workspaceId: key,
    name: text(60),
    sealed: text(10_000),
    ending: maybe(text(4, 4)),
    hosts: listOf(text(255), 20),
    createdBy: key,
    createdAt: instant,
    changedBy: key,
    changedAt: instant,
    revision: maybe(count),
    lastUsedAt: maybe(instant),
  }),
)
