import type { Fix } from '../../api/problems.ts'
import type { FlowEdge } from '../../flow.ts'
import type { Chart } from '../chart.ts'
import { offered, openOutput } from '../fixes.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** An edge from or to a node that is not there, from an output its node does not have, or into a node that takes none. */
export const danglingEdge: Rule = (chart) =>
  chart.flow.edges.flatMap((edge) => {
    const end = missingEnd(edge, chart)
    if (!end) return []
    const nodeId = [edge.source, edge.target].find((id) => chart.node(id))
    const fixes: Fix[] = [...led(edge, end, chart), { do: 'delete-edge', edgeId: edge.id }]
    return [problem('dangling-edge', { nodeId, values: { edge: edge.id, missing: end }, ...offered(fixes) })]
  })

/** How the edge can be led right instead: from elsewhere where its beginning is missing, else to elsewhere. */
function led({ id: edgeId, source, sourceHandle: output, target }: FlowEdge, end: string, chart: Chart): Fix[] {
  const from = chart.node(source)
  if (end === 'target' || end === 'input')
    return from?.outputs.some(({ name }) => name === output) ? [{ do: 'connect-to', nodeId: source, output }] : []
  if (!chart.node(target) || chart.node(target)?.facts?.single) return []
  const open = from && openOutput(from, chart)
  return [
    ...(open === undefined ? [] : [{ do: 'connect', nodeId: source, output: open, target, edgeId } as const]),
    { do: 'connect-from', nodeId: target, edgeId },
  ]
}

function missingEnd({ source, sourceHandle, target }: FlowEdge, { node }: Chart): string | undefined {
  const from = node(source)
  const to = node(target)
  if (!from) return 'source'
  if (!to) return 'target'
  if (from.facts && !from.outputs.some(({ name }) => name === sourceHandle)) return 'output'
  return to.facts?.single ? 'input' : undefined
}
