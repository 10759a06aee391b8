import { isSecretUse, type SecretUse } from '#schemas/secret.ts'
import type { PlacedSecret } from '../contract.ts'
import type { CallHttpConfig } from './schema.ts'

/** One header, parameter of the query or field of the body, as its author wrote it. */
interface Named {
  name: string
  value: string | SecretUse
}

/** Those whose value is a text, with what comes of it. */
export const textsOf = (list: readonly Named[] = [], fill: (template: string) => string): { name: string; value: string }[] =>
  list.flatMap(({ name, value }) => (typeof value === 'string' ? { name, value: fill(value) } : []))

/** The secrets a call names. The door puts them in: they are in no address, header or body that a node makes. */
export const secretsOf = ({ method, headers, query, bodyFields }: CallHttpConfig): PlacedSecret[] => [
  ...placed('header', headers),
  ...placed('query', query),
  ...placed('body', method === 'GET' ? [] : bodyFields),
]

const placed = (where: PlacedSecret['in'], list: readonly Named[] = []): PlacedSecret[] =>
  list.flatMap(({ name, value }) => (isSecretUse(value) ? { in: where, name, ...value } : []))
