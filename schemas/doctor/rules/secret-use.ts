import { mayGoTo, originOf } from '../../secret.ts'
import type { ChartNode } from '../chart.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** Secrets that do not exist, or that the address of their call may not be told; nothing where the workspace's secrets are not known. */
export const secretUse: Rule = ({ nodes, facts: { secrets } }) => {
  if (!secrets) return []
  const known = new Map(secrets.map((secret) => [secret.name, secret]))
  return nodes.flatMap((node) =>
    namedIn(node).flatMap(({ name, path }) => {
      const secret = known.get(name)
      const where = { nodeId: node.id, path, values: { secret: name }, fix: { do: 'focus' as const, nodeId: node.id, path } }
      if (!secret) return [problem('secret-unknown', where)]
      const address = originOf(node.address ?? '')
      if (!address) return []
      const inClear = address.protocol === 'http:' ? [problem('secret-in-clear', where)] : []
      const tellsHost = mayGoTo(secret.hosts, address.hostname)
      return tellsHost ? inClear : [problem('secret-host', { ...where, values: { secret: name, host: address.hostname } })]
    }),
  )
}

/** `path` is the setting that names it. */
const namedIn = ({ fields }: ChartNode): { name: string; path: string }[] =>
  fields.flatMap(({ field, path, value }) =>
    field === 'secret' && typeof value === 'string' ? { name: value, path: path.slice(0, path.lastIndexOf('/')) } : [],
  )
