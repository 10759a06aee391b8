import type { Fix } from '../../api/problems.ts'
import type { Chart, ChartNode } from '../chart.ts'
import { offered } from '../fixes.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A node that no way from the start leads to: nobody will ever see it. Said of every such node when there is a start at all. */
export const unreachable: Rule = (chart) => {
  if (!chart.nodes.some(chart.isReachable)) return []
  const loose = looseEnd(chart)
  return chart.nodes
    .filter((node) => !chart.isReachable(node))
    .map((node) => problem('unreachable', { nodeId: node.id, ...offered(fixesFor(node, loose)) }))
}

/** A way that still leads nowhere is most likely meant to lead here; to delete it comes last, whatever hangs on it. */
function fixesFor({ id, facts }: ChartNode, loose: { nodeId: string; output: string } | undefined): Fix[] {
  const gone = { do: 'delete-node', nodeId: id } as const
  if (!facts || facts.single) return [gone]
  return [...(loose ? [{ do: 'connect', ...loose, target: id } as const] : []), { do: 'connect-from', nodeId: id }, gone]
}

/** The first way out of a node people reach that has to lead somewhere and does not. */
function looseEnd({ nodes, isReachable, edgeFrom }: Chart): { nodeId: string; output: string } | undefined {
  for (const node of nodes.filter(isReachable)) {
    const output = node.outputs.find(({ name, needed, kind }) => needed && kind === 'answer' && !edgeFrom(node.id, name))
    if (output) return { nodeId: node.id, output: output.name }
  }
  return undefined
}
