import type { Fix } from '../../api/problems.ts'
import type { Chart, ChartNode } from '../chart.ts'
import { offered } from '../fixes.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/**
 * A node that no way from the start leads to: nobody will ever see it. Said where there is a start at all, and of the first node behind
 * a gap: what follows it is reached again with it.
 */
export const unreachable: Rule = (chart) => {
  if (!chart.nodes.some(chart.isReachable)) return []
  const loose = looseEnd(chart)
  return firstOf(chart.nodes.filter((node) => !chart.isReachable(node))).map((node) =>
    problem('unreachable', { nodeId: node.id, ...offered(fixesFor(node, loose)) }),
  )
}

/** Those that no other of these leads to; of a ring that nothing leads into, its first. In their order. */
function firstOf(nodes: ChartNode[]): ChartNode[] {
  const led = new Set(nodes.flatMap((node) => node.targets.filter((target) => target !== node)))
  const seen = new Set<ChartNode>()
  const follow = (node: ChartNode): void => {
    const waiting = [node]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(...next.targets)
    }
  }
  const first = nodes.filter((node) => !led.has(node))
  first.forEach(follow)
  for (const node of nodes) {
    if (seen.has(node)) continue
    first.push(node)
    follow(node)
  }
  return first.sort((one, other) => one.order - other.order)
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
