import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** A type that this installation does not have: the flow was made elsewhere, or the type was taken out. */
export const unknownNodeType: Rule = ({ nodes }) =>
  nodes
    .filter(({ facts }) => !facts)
    .map(({ id, node }) =>
      problem('unknown-node-type', { nodeId: id, values: { type: node.type }, fix: { do: 'delete-node', nodeId: id } }),
    )
