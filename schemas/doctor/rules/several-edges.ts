import type { Fix } from '../../api/problems.ts'
import { offered, openOutput } from '../fixes.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** An output leads to one node; of further edges nobody could say which is taken. */
export const severalEdges: Rule = (chart) =>
  chart.flow.edges.flatMap((edge) => {
    const first = chart.edgeFrom(edge.source, edge.sourceHandle)
    const node = chart.node(edge.source)
    if (!first || first === edge || !node) return []
    const open = chart.node(edge.target) && openOutput(node, chart)
    const fixes: Fix[] = [
      ...(open === undefined
        ? []
        : [{ do: 'connect', nodeId: node.id, output: open, target: edge.target, edgeId: edge.id } as const]),
      { do: 'delete-edge', edgeId: edge.id },
      { do: 'delete-edge', edgeId: first.id },
    ]
    return [
      problem('several-edges', {
        nodeId: edge.source,
        output: edge.sourceHandle,
        ...offered(fixes),
      }),
    ]
  })
