import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** An output leads to one node; of further edges nobody could say which is taken. */
export const severalEdges: Rule = ({ flow, edgeFrom }) =>
  flow.edges.flatMap((edge) => {
    const first = edgeFrom(edge.source, edge.sourceHandle)
    if (!first || first === edge) return []
    return [
      problem('several-edges', {
        nodeId: edge.source,
        output: edge.sourceHandle,
        fix: { do: 'delete-edge', edgeId: edge.id },
      }),
    ]
  })
