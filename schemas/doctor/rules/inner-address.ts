import { pathTo } from '../../json-pointer.ts'
import { insideOf, leadsInside } from '../../leads-inside.ts'
import { originOf } from '../../secret.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A call into the server's own network, which is refused whenever it is made; nothing where it is not known what is open there. */
export const innerAddress: Rule = ({ nodes, facts: { innerPlaces } }) => {
  if (!innerPlaces) return []
  const inside = insideOf(innerPlaces)
  return nodes.flatMap(({ id: nodeId, address, node: { data } }) => {
    const origin = originOf(address ?? '')
    if (!origin || !leadsInside(origin, inside)) return []
    const setting = Object.keys(data.config).find((name) => data.config[name] === address)
    const path = setting === undefined ? '' : pathTo('', setting)
    return [problem('inner-address', { nodeId, path, values: { host: origin.host }, fix: { do: 'focus', nodeId, path } })]
  })
}
