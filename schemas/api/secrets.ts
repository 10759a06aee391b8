import type { Instant } from '../instant.ts'
import { hostPattern, longestSecretName } from '../secret.ts'
import {
  anyText,
  id,
  instant,
  type Listing,
  listing,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  type Shape,
  text,
  whole,
  yesNo,
} from './shape.ts'

/**
 * GET /workspaces/{w}/secrets · POST { name, value, hosts } (409 `secret-exists`) · PATCH …/{secretId} { hosts, value? }: a value is given
 * with the hosts it may go to, and without one they only become fewer · DELETE …/{secretId}?evenIfUsed=yes (409 `secret-in-use`, details.usedBy)
 * GET …/{secretId}/copies → SecretCopies. Values go in and never come out.
 */
export interface SecretView {
  id: string
  /** What flows know it by; it never changes. */
  name: string
  /** Its last four characters, where it is long enough. */
  ending?: string
  /** Who may be told it: `api.shop.example`, or `*.shop.example` for every host below. */
  hosts: string[]
  changedAt: Instant
  changedBy: { id: string; name: string }
  /** To five minutes. */
  lastUsedAt?: Instant
  /** It cannot be read any more, since the server's key is another one: its value has to be given again. */
  lost?: true
  usedBy: SecretUser[]
}
/** A flow that names a secret, in its draft or, `live`, in its live version. */
export interface SecretUser {
  flowId: string
  name: string
  live: boolean
}
/** `tooShort`: it was not looked for, since by what is found its value could be guessed. */
export interface SecretCopies extends Listing<SecretCopy> {
  tooShort?: true
}
/** Where a secret's value stands in plain text: in a published version, or without one in the draft. */
export interface SecretCopy {
  flowId: string
  name: string
  version?: number
  live: boolean
}

const name: Shape<string> = { ...text(longestSecretName), 'x-name': true }
const host: Shape<string> = { type: 'string', maxLength: 255, pattern: hostPattern, 'x-reason': 'is not a host' }
const hosts: Shape<string[]> = { ...listOf(host, 20), minItems: 1, uniqueItems: true }
/** Too short, it would be found in every answer it is taken out of. */
const value = text(4000, 6)

export const secretUser = object<SecretUser>({ flowId: id, name: anyText, live: yesNo })
export const secret = named(
  'Secret',
  object<SecretView>({
    id,
    name: text(longestSecretName),
    ending: maybe(text(4, 4)),
    hosts: listOf(text(255)),
    changedAt: instant,
    changedBy: object<SecretView['changedBy']>({ id, name: text(120, 0) }),
    lastUsedAt: maybe(instant),
    lost: maybe<true>({ const: true }),
    usedBy: listOf(secretUser),
  }),
)
export const secrets = listing(secret)

export interface NewSecret {
  name: string
  value: string
  hosts: string[]
}
export const newSecret = object<NewSecret>({ name, value, hosts })

/** A value is given together with the hosts it may go to; without one, they can only become fewer. */
export interface SecretChange {
  hosts: string[]
  value?: string
}
export const secretChange = object<SecretChange>({ hosts, value: maybe(value) })

export const secretDeletion = object<{ evenIfUsed?: 'yes' }>({ evenIfUsed: maybe(oneOf(['yes'])) })

const copy = named(
  'SecretCopy',
  object<SecretCopy>({ flowId: id, name: anyText, version: maybe(whole(1, 1_000_000_000)), live: yesNo }),
)
export const secretCopies = object<SecretCopies>({
  items: listOf(copy),
  next: maybe(text(2000)),
  tooShort: maybe<true>({ const: true }),
})
