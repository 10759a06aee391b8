import type { Flow, FlowNode, NodeConfig } from '#schemas/flow.ts'
import { type Box, boxesOf, boxOfNode, clearOf, overlaps, type Size } from './boxes.ts'
import { descriptionOf, outputsOf } from './catalogue.ts'
import { addNode, connect, type From, type Graph, insertOnEdge, moveNodes, type Point } from './edits.ts'
import { cardWidth } from './picture.ts'

const grid = 20
/** From one column's start to the next one's. */
const column = 320
const usualHeight = 200

export const snapped = ({ x, y }: Point): Point => ({ x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid })

/** A node of `type` with its own copy of the type's defaults. */
function fresh(type: string, id: string, position: Point) {
  const config = structuredClone(descriptionOf(type)?.defaults ?? {}) as NodeConfig
  return { id, type, position: snapped(position), config }
}

/** The output a new node continues from: the first one that leads nowhere, else none. */
export function openOutput(flow: Flow, node: FlowNode): string | undefined {
  const wired = new Set(flow.edges.filter((edge) => edge.source === node.id).map((edge) => edge.sourceHandle))
  return outputsOf(node).find((output) => !wired.has(output.name))?.name
}

/** The output the way goes on by when a node is put into the middle of an edge. */
export const mainOutput = (node: Pick<FlowNode, 'type' | 'data'>): string | undefined => outputsOf(node)[0]?.name

/** Adds a node of `type` with its top left corner at a point. */
export const placeNode = (flow: Flow, type: string, id: string, position: Point): Flow => addNode(flow, fresh(type, id, position))

/** Adds a node where an edge was dropped, and leads the edge to it. */
export const placeAndConnect = (flow: Flow, type: string, id: string, position: Point, from: From): Flow =>
  connect(placeNode(flow, type, id, position), from, id)

/** Adds a node in the next column, led to from the first open output of `after` (or from `output`). */
export function placeAfter(flow: Flow, type: string, id: string, after: string, output?: string): Flow {
  const node = flow.nodes.find((each) => each.id === after)
  if (!node) return placeNode(flow, type, id, freeSpot(flow, { x: 0, y: 0 }))
  const spot =
    node.type === 'start' ? { x: node.position.x, y: node.position.y + 100 } : { x: node.position.x + column, y: node.position.y }
  const placed = placeNode(flow, type, id, freeSpot(flow, spot))
  const from = output ?? openOutput(flow, node)
  return from === undefined ? placed : connect(placed, { source: after, sourceHandle: from }, id)
}

/**
 * Adds a node in the middle of an edge. Between neighbouring columns there is no room for a card, so everything from the target's
 * column on moves one column to the right.
 */
export function placeOnEdge(flow: Flow, type: string, id: string, edgeId: string, at: Point): Flow {
  const edge = flow.edges.find((each) => each.id === edgeId)
  const [source, target] = [edge?.source, edge?.target].map((end) => flow.nodes.find((node) => node.id === end))
  if (!edge || !source || !target) return placeNode(flow, type, id, at)
  const needsRoom = target.position.x > source.position.x && target.position.x - source.position.x < 2 * cardWidth + 112
  const position = needsRoom ? { x: target.position.x, y: at.y - usualHeight / 2 } : { x: at.x - cardWidth / 2, y: at.y - 22 }
  const wider = needsRoom ? moveNodes(flow, shifted(flow, target.position.x, source.id)) : flow
  const placed = placeNode(wider, type, id, position)
  const node = placed.nodes.at(-1) as FlowNode
  return insertOnEdge(placed, edgeId, id, mainOutput(node))
}

const shifted = (flow: Flow, fromX: number, but: string): Record<string, Point> =>
  Object.fromEntries(
    flow.nodes
      .filter((node) => node.position.x >= fromX - grid && node.id !== but)
      .map((node) => [node.id, { x: node.position.x + column, y: node.position.y }]),
  )

/** What a card still grows by when a problem is found with it. */
const problemStrip = 40

/** How far a graph is moved that should be moved by `wanted`, so that it lies beside what is there and not on it. */
export function besides(flow: Flow, graph: Required<Graph>, wanted: Point, sizes: ReadonlyMap<string, Size>): Point {
  const grown = (box: Box): Box => ({ ...box, height: box.height + problemStrip })
  const moving = boxesOf(graph, sizes).map((box) => grown({ ...box, x: box.x + wanted.x, y: box.y + wanted.y }))
  const { x, y } = clearOf(moving, boxesOf(flow, sizes).map(grown))
  return { x: wanted.x + x, y: wanted.y + y }
}

const unmeasured: ReadonlyMap<string, Size> = new Map()

/** The nearest place at or below a point where a card of usual height covers no other. */
export function freeSpot(flow: Flow, wanted: Point): Point {
  const spot = { ...snapped(wanted), width: cardWidth, height: usualHeight }
  const cards = flow.nodes.map((node) => boxOfNode(node, unmeasured))
  while (cards.some((card) => overlaps(spot, card))) spot.y += grid
  return { x: spot.x, y: spot.y }
}
