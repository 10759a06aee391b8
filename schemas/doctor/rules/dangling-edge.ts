import type { FlowEdge } from '../../flow.ts'
import type { Chart } from '../chart.ts'
import type { Rule } from '../examine.ts'
import { problem } from '../problems.ts'

/** An edge from or to a node that is not there, from an output its node does not have, or into a node that takes none. */
export const danglingEdge: Rule = (chart) =>
  chart.flow.edges.flatMap((edge) => {
    const end = missingEnd(edge, chart)
    if (!end) return []
    const nodeId = [edge.source, edge.target].find((id) => chart.node(id))
    return [
      problem('dangling-edge', { nodeId, values: { edge: edge.id, missing: end }, fix: { do: 'delete-edge', edgeId: edge.id } }),
    ]
  })

function missingEnd({ source, sourceHandle, target }: FlowEdge, { node }: Chart): string | undefined {
  const from = node(source)
  const to = node(target)
  if (!from) return 'source'
  if (!to) return 'target'
  if (from.facts && !from.outputs.some(({ name }) => name === sourceHandle)) return 'output'
  return to.facts?.single ? 'input' : undefined
}
