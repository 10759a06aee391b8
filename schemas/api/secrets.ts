import { hostPattern, longestSecretName } from '../secret.ts'
import {
  anyText,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listingOf,
  listOf,
  maybe,
  named,
  object,
  oneOf,
  person,
  type Shape,
  text,
  version,
  yes,
  yesNo,
} from './shape.ts'

const name: Shape<string> = { ...text(longestSecretName), 'x-name': true }
const host: Shape<string> = { type: 'string', maxLength: 255, pattern: hostPattern, 'x-reason': 'is not a host' }
const hosts: Shape<string[]> = { ...listOf(host, 20), minItems: 1, uniqueItems: true }
/** Too short, it would be found in every answer it is taken out of. */
const value = text(4000, 6)

const userFields = { flowId: id, name: anyText, live: yesNo }
/** A flow that names a secret, in its draft or, `live`, in its live version. */
export type SecretUser = FromFields<typeof userFields>
export const secretUser: Shape<SecretUser> = object(userFields)

const secretFields = {
  id,
  /** What flows know it by; it never changes. */
  name: text(longestSecretName),
  /** Its last four characters, where it is long enough. */
  ending: maybe(text(4, 4)),
  /** Who may be told it: `api.shop.example`, or `*.shop.example` for every host below. */
  hosts: listOf(text(255)),
  changedAt: instant,
  changedBy: person,
  /** To five minutes. */
  lastUsedAt: maybe(instant),
  /** It cannot be read any more, since the server's key is another one: its value has to be given again. */
  lost: maybe(yes),
  usedBy: listOf(secretUser),
}
/**
 * GET /workspaces/{w}/secrets → Listing<SecretView>. POST NewSecret (409 `secret-exists`) · PATCH …/{secretId} SecretChange → SecretView.
 * DELETE …/{secretId}?evenIfUsed=yes (409 `secret-in-use`, details.usedBy). GET …/{secretId}/copies → SecretCopies. Values go in and
 * never come out.
 */
export type SecretView = FromFields<typeof secretFields>
export const secret = named<SecretView>('Secret', object(secretFields))
export const secrets = listing(secret)

export const newSecret = object({ name, value, hosts })
export type NewSecret = FromShape<typeof newSecret>

export const secretChange = object({ hosts, value: maybe(value) })
/** A value is given together with the hosts it may go to; without one, they can only become fewer. */
export type SecretChange = FromShape<typeof secretChange>

export const secretDeletion = object({ evenIfUsed: maybe(oneOf(['yes'])) })

const copyFields = { flowId: id, name: anyText, version: maybe(version), live: yesNo }
/** Where a secret's value stands in plain text: in a published version, or without one in the draft. */
export type SecretCopy = FromFields<typeof copyFields>
const copiesFields = {
  ...listingOf(named<SecretCopy>('SecretCopy', object(copyFields))),
  /** It was not looked for, since by what is found its value could be guessed. */
  tooShort: maybe(yes),
}
export type SecretCopies = FromFields<typeof copiesFields>
export const secretCopies: Shape<SecretCopies> = object(copiesFields)
