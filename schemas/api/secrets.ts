import { hostPattern, longestSecretName } from '../secret.ts'
import type { SecretCopies, SecretCopy, SecretUser, SecretView } from './contract.ts'
import { anyText, id, instant, listing, listOf, maybe, named, object, oneOf, type Shape, text, whole, yesNo } from './shape.ts'

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
