import { offered } from '../fixes.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A type that this installation does not have: the flow was made elsewhere, or the type was taken out. */
export const unknownNodeType: Rule = ({ nodes }) =>
  nodes
    .filter(({ facts }) => !facts)
    .map(({ id, node, targets }) => {
      const keeping = targets.length > 0 ? [{ do: 'delete-node', nodeId: id, keepWay: true } as const] : []
      const fixes = offered([...keeping, { do: 'delete-node', nodeId: id }])
      return problem('unknown-node-type', { nodeId: id, values: { type: node.type }, ...fixes })
    })
