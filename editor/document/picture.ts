import type { Output } from '#nodes/contract.ts'
import type { Flow, FlowEdge, FlowNode } from '#schemas/flow.ts'
import { outputsOf } from './catalogue.ts'

/** How an output is drawn: as an edge, or at its row's end as an arrow with the target's name, or as a flag where the chat ends. */
export type Way =
  | { kind: 'open' }
  | { kind: 'ends' }
  | { kind: 'edge'; edgeId: string }
  | { kind: 'jump'; edgeId: string; target: string; ends: boolean }

export interface Row {
  output: Output
  way: Way
}

/** A node as its card draws it: the rows change when an edge or the place of a target does. */
export interface Picture {
  node: FlowNode
  rows: Row[]
}

/**
 * curve: to the next column · step: far up or down, in a lane between the columns · under: back into its own column, under its card.
 * Lines of one card side by side keep lanes of their own.
 */
export interface Line {
  edge: FlowEdge
  route: 'curve' | 'step' | 'under'
  lane: number
}

export interface FlowPicture {
  nodes: Map<string, Picture>
  lines: Line[]
}

/** A card is 228 wide and columns are 56 to 124 apart. */
export const cardWidth = 228
const columns = { back: -cardWidth / 2, same: cardWidth / 2, next: 2 * (cardWidth + 124) - 60 }
const nearBelow = 480

/**
 * Whether an edge is drawn as a line: to the next column, or down its own. Anything farther or behind would become a knot, so it is
 * named at the row's end instead.
 */
export function isLine(from: FlowNode, to: FlowNode): boolean {
  // The start is a pill without rows: there is nowhere to name its target.
  if (from.type === 'start') return true
  const [dx, dy] = [to.position.x - from.position.x, to.position.y - from.position.y]
  if (from.id === to.id || dx < columns.back) return false
  return dx <= columns.same ? dy > 0 && dy <= nearBelow : dx <= columns.next
}

const farUpOrDown = 560

function routeOf(from: FlowNode, to: FlowNode): Line['route'] {
  if (from.type === 'start') return 'curve'
  if (to.position.x - from.position.x <= columns.same) return 'under'
  return Math.abs(to.position.y - from.position.y) > farUpOrDown ? 'step' : 'curve'
}

/** The flow as it is drawn. Pictures that did not change are the ones of `before`, so that their cards are not drawn again. */
export function drawFlow(flow: Flow, before?: FlowPicture): FlowPicture {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const leaving = new Map(flow.edges.map((edge) => [`${edge.source} ${edge.sourceHandle}`, edge]))
  const drawn: { edge: FlowEdge; route: Line['route'] }[] = []

  const wayOf = (node: FlowNode, output: Output): Way => {
    const edge = leaving.get(`${node.id} ${output.name}`)
    const target = edge && nodes.get(edge.target)
    if (!edge || !target) return endsHere(output) ? { kind: 'ends' } : { kind: 'open' }
    if (!isLine(node, target)) return { kind: 'jump', edgeId: edge.id, target: target.id, ends: target.type === 'end' }
    drawn.push({ edge, route: routeOf(node, target) })
    return { kind: 'edge', edgeId: edge.id }
  }
  const pictures = flow.nodes.map((node): [string, Picture] => {
    const rows = outputsOf(node).map((output) => ({ output, way: wayOf(node, output) }))
    const old = before?.nodes.get(node.id)
    return [node.id, old && old.node === node && sameRows(old.rows, rows) ? old : { node, rows }]
  })
  return { nodes: new Map(pictures), lines: inLanes(drawn, before?.lines) }
}

function inLanes(drawn: { edge: FlowEdge; route: Line['route'] }[], before: Line[] = []): Line[] {
  const old = new Map(before.map((line) => [line.edge, line]))
  const taken = new Map<string, number>()
  return drawn.map(({ edge, route }) => {
    const lane = taken.get(edge.source) ?? 0
    if (route !== 'curve') taken.set(edge.source, lane + 1)
    const line = { edge, route, lane: route === 'curve' ? 0 : lane }
    const same = old.get(edge)
    return same && same.route === line.route && same.lane === line.lane ? same : line
  })
}

/** An unwired output that needs no edge ends the chat on purpose; an exceptional one takes the flow's fallback. */
const endsHere = (output: Output): boolean => !output.needed && (output.kind === 'answer' || output.kind === 'no-answer')

const sameRows = (one: Row[], other: Row[]): boolean =>
  one.length === other.length && one.every((row, i) => row.output === other[i]?.output && sameWay(row.way, other[i].way))

function sameWay(one: Way, other: Way): boolean {
  if (one.kind === 'jump' && other.kind === 'jump') return one.edgeId === other.edgeId && one.target === other.target
  return one.kind === other.kind && (one.kind !== 'edge' || other.kind !== 'edge' || one.edgeId === other.edgeId)
}
