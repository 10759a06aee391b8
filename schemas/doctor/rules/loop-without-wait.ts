import type { Fix } from '../../api/problems.ts'
import type { Chart, ChartNode } from '../chart.ts'
import { offered } from '../fixes.ts'
import { problem } from '../problems.ts'
import type { Rule } from '../rule.ts'

/** A way round in which nothing waits: the runtime would walk it until its guard stops it. One problem per loop, on all of its nodes. */
export const loopWithoutWait: Rule = (chart) =>
  loopsAmong(chart.nodes.filter(walks))
    .map((loop) => loop.sort(byOrder))
    .sort(([one], [other]) => byOrder(one as ChartNode, other as ChartNode))
    .map((loop) =>
      problem('loop-without-wait', {
        nodeId: loop[0]?.id,
        nodeIds: loop.map(({ id }) => id),
        values: { nodes: loop.map(({ name }) => name).join(' → ') },
        ...offered(waysOut(loop, chart)),
      }),
    )

/** Types that make a loop wait, the first to be offered first. */
const waiting = ['ask-question', 'wait']

/** Something that waits where the loop closes, else the edge that closes it is cut. */
function waysOut([first, ...others]: ChartNode[], { flow, facts }: Chart): Fix[] {
  const inside = new Set([first, ...others].map((node) => node?.id))
  const closing = flow.edges.find(({ source, target }) => target === first?.id && inside.has(source))
  if (!closing) return []
  const types = waiting.filter((type) => facts.describe(type)?.waits)
  return [
    ...types.map((type) => ({ do: 'insert', edgeId: closing.id, type }) as const),
    { do: 'delete-edge', edgeId: closing.id },
  ]
}

const walks = ({ facts }: ChartNode): boolean => facts !== undefined && !facts.waits
const byOrder = (one: ChartNode, other: ChartNode): number => one.order - other.order

/**
 * The strongly connected parts among `nodes`: Tarjan's algorithm, with a stack of its own, so that a long chain does not overflow
 * the engine's.
 */
function loopsAmong(nodes: ChartNode[]): ChartNode[][] {
  const found = new Map<ChartNode, number>()
  const lowest = new Map<ChartNode, number>()
  const open: ChartNode[] = []
  const isOpen = new Set<ChartNode>()
  const loops: ChartNode[][] = []

  for (const root of nodes) {
    if (found.has(root)) continue
    const visits = [enter(root)]
    while (visits.length > 0) {
      const visit = visits.at(-1) as Visit
      const target = visit.targets[visit.taken++]
      if (target === undefined) {
        visits.pop()
        leave(visit)
        const parent = visits.at(-1)
        if (parent) lower(parent.node, lowest.get(visit.node) as number)
      } else if (!found.has(target)) visits.push(enter(target))
      else if (isOpen.has(target)) lower(visit.node, found.get(target) as number)
    }
  }
  return loops

  function enter(node: ChartNode): Visit {
    lowest.set(node, found.size)
    found.set(node, found.size)
    open.push(node)
    isOpen.add(node)
    return { node, targets: node.targets.filter(walks), taken: 0 }
  }

  /** When nothing earlier can be reached again, everything still open since this node is one part. */
  function leave({ node, targets }: Visit): void {
    if (lowest.get(node) !== found.get(node)) return
    const part = open.splice(open.lastIndexOf(node))
    for (const member of part) isOpen.delete(member)
    if (part.length > 1 || targets.includes(node)) loops.push(part)
  }

  function lower(node: ChartNode, to: number): void {
    lowest.set(node, Math.min(lowest.get(node) as number, to))
  }
}

interface Visit {
  node: ChartNode
  targets: ChartNode[]
  taken: number
}
