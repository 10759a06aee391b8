import type { Flow } from '#schemas/flow.ts'
import type { Point } from './edits.ts'

export interface Size {
  width: number
  height: number
}

const grid = 20
const onGrid = (value: number): number => Math.round(value / grid) * grid

/**
 * New places for all nodes (or only `ids`), in columns from left to right, rows in the order of the outputs. dagre is fetched when this
 * is first called. Positions are on the grid; the top left corner stays where it was.
 */
export async function tidy(
  flow: Flow,
  sizes: ReadonlyMap<string, Size>,
  ids?: ReadonlySet<string>,
): Promise<Record<string, Point>> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  const chosen = flow.nodes.filter((node) => !ids || ids.has(node.id))
  const inside = new Set(chosen.map((node) => node.id))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: 92, ranker: 'network-simplex' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of chosen) graph.setNode(node.id, { ...(sizes.get(node.id) ?? { width: 228, height: 160 }) })
  for (const edge of flow.edges)
    if (inside.has(edge.source) && inside.has(edge.target)) graph.setEdge(edge.source, edge.target, {}, edge.sourceHandle)
  layout(graph)

  const placed = chosen.map((node) => {
    const box = graph.node(node.id) as Point & Size
    return { id: node.id, x: box.x - box.width / 2, y: box.y - box.height / 2 }
  })
  const corner = (axis: 'x' | 'y') =>
    Math.min(...chosen.map((node) => node.position[axis])) - Math.min(...placed.map((place) => place[axis]))
  const [dx, dy] = [corner('x'), corner('y')]
  return Object.fromEntries(placed.map(({ id, x, y }) => [id, { x: onGrid(x + dx), y: onGrid(y + dy) }]))
}
