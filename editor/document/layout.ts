import type { Flow } from '#schemas/flow.ts'
import { type Box, boxesOf, boxOfNode, boxOfNote, clearOf, estimatedSize, type Size } from './boxes.ts'
import type { Point } from './edits.ts'

const grid = 20
const onGrid = (value: number): number => Math.round(value / grid) * grid

/**
 * New places for all nodes (or only `ids`), in columns from left to right, rows in the order of the outputs. dagre is fetched when this
 * is first called. Positions are on the grid; the top left corner stays where it was, unless what is not tidied stands there. Notes
 * that a card would come to lie on make room. `sizes`: of what has been drawn; the others' are estimated.
 */
export async function tidy(
  flow: Flow,
  sizes: ReadonlyMap<string, Size>,
  ids?: ReadonlySet<string>,
): Promise<Record<string, Point>> {
  const { Graph, layout } = await import('@dagrejs/dagre')
  const chosen = flow.nodes.filter((node) => !ids || ids.has(node.id))
  if (chosen.length === 0) return {}
  const inside = new Set(chosen.map((node) => node.id))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 92, ranker: 'network-simplex' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const node of chosen) graph.setNode(node.id, { ...(sizes.get(node.id) ?? estimatedSize(node)) })
  for (const edge of flow.edges)
    if (inside.has(edge.source) && inside.has(edge.target)) graph.setEdge(edge.source, edge.target, {}, edge.sourceHandle)
  layout(graph)

  const placed = chosen.map((node) => {
    const box = graph.node(node.id) as Point & Size
    return { node, x: box.x - box.width / 2, y: box.y - box.height / 2 }
  })
  const corner = (axis: 'x' | 'y') =>
    Math.min(...chosen.map((node) => node.position[axis])) - Math.min(...placed.map((place) => place[axis]))
  const [dx, dy] = [corner('x'), corner('y')]
  const boxes = placed.map(({ node, x, y }) => ({ ...boxOfNode(node, sizes), x: onGrid(x + dx), y: onGrid(y + dy) }))
  const by = clearOf(boxes, boxesOf({ nodes: flow.nodes, notes: [] }, sizes, inside))
  const there = boxes.map((box) => ({ ...box, x: box.x + by.x, y: box.y + by.y }))
  const positions = Object.fromEntries(chosen.map(({ id }, n) => [id, pointOf(there[n] as Box)]))
  return { ...positions, ...notesMadeRoom(flow, sizes, there) }
}

const pointOf = ({ x, y }: Box): Point => ({ x, y })

/** Where notes go that tidied cards would lie on; each clear of the cards and of the notes before it. */
function notesMadeRoom(flow: Flow, sizes: ReadonlyMap<string, Size>, tidied: Box[]): Record<string, Point> {
  const taken = [...tidied]
  const moved: Record<string, Point> = {}
  for (const note of flow.notes) {
    const box = boxOfNote(note, sizes)
    const by = clearOf([box], taken)
    const there = { ...box, x: box.x + by.x, y: box.y + by.y }
    if (by.x !== 0 || by.y !== 0) {
      taken.push(there)
      moved[note.id] = pointOf(there)
    }
  }
  return moved
}
