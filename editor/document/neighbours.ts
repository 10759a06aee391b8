import type { Flow, FlowNode } from '#schemas/flow.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The node an arrow key walks to: right along the edges (the first output first), left against them, up and down to the nearest node
 * in about the same column. Where no edge leads, the nearest node on that side.
 */
export function neighbour(flow: Flow, id: string, direction: Direction): string | undefined {
  const from = flow.nodes.find((node) => node.id === id)
  if (!from) return undefined
  if (direction === 'right') return flow.edges.find((edge) => edge.source === id)?.target ?? nearest(flow, from, direction)
  if (direction === 'left') return flow.edges.find((edge) => edge.target === id)?.source ?? nearest(flow, from, direction)
  return nearest(flow, from, direction)
}

function nearest(flow: Flow, from: FlowNode, direction: Direction): string | undefined {
  let best: { id: string; far: number } | undefined
  for (const node of flow.nodes) {
    const [dx, dy] = [node.position.x - from.position.x, node.position.y - from.position.y]
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction]
    const aside = direction === 'left' || direction === 'right' ? Math.abs(dy) : Math.abs(dx)
    // What lies more to the side than ahead is not "up" or "right" to the eye.
    if (node.id === from.id || ahead <= 0 || aside > ahead * 2) continue
    const far = ahead + aside * 2
    if (!best || far < best.far) best = { id: node.id, far }
  }
  return best?.id
}
