import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** A node that no way from the start leads to: nobody will ever see it. Said of every such node when there is a start at all. */
export const unreachable: Rule = ({ nodes, isReachable }) =>
  nodes.some(isReachable)
    ? nodes
        .filter((node) => !isReachable(node))
        .map(({ id, targets }) =>
          problem('unreachable', {
            nodeId: id,
            fix: targets.length > 0 ? { do: 'focus', nodeId: id, path: '' } : { do: 'delete-node', nodeId: id },
          }),
        )
    : []
