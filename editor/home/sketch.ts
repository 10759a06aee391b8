import type { Category } from '#nodes/contract.ts'
import type { Flow, FlowNode } from '#schemas/flow.ts'
import { descriptionOf, outputsOf } from '../document/catalogue.ts'

export interface SketchCard {
  id: string
  category: Category
  x: number
  y: number
  height: number
  rows: number
}
export interface SketchEdge {
  id: string
  from: { x: number; y: number }
  to: { x: number; y: number }
}

export const sketchSize = { width: 252, height: 124 }
export const cardWidth = 56
const columnsAt = [14, 98, 182]
const columnRoom = [1, 2, 3]
const mostRows = 4
const cardGap = 7
/** From a card's top: where its title ends, how far apart rows are, where the middle of the first row is. */
const [headHeight, rowHeight, rowMiddle] = [18, 9, 18]

/** The beginning of a flow in three columns: the first nodes and the ways between them, as far as they fit a small picture. */
export function sketchOf(flow: Flow): { cards: SketchCard[]; edges: SketchEdge[] } {
  const columns = firstColumns(flow)
  const cards = columns.flatMap((nodes, column) => place(nodes, columnsAt[column] as number))
  const byId = new Map(cards.map((card) => [card.id, card]))
  const edges = flow.edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.source), byId.get(edge.target)]
    const node = flow.nodes.find(({ id }) => id === edge.source)
    if (!from || !to || !node || to.x <= from.x) return []
    const row = outputsOf(node).findIndex(({ name }) => name === edge.sourceHandle)
    if (row < 0 || row >= from.rows) return []
    return [{ id: edge.id, from: { x: from.x + cardWidth, y: rowAt(from, row) }, to: { x: to.x, y: to.y + 8 } }]
  })
  return { cards, edges }
}

/** The middle of a card's row. */
export const rowAt = (card: SketchCard, row: number): number => card.y + rowMiddle + rowHeight * row

/** Nodes by their distance from the start, which itself is only a pill and left out. */
function firstColumns(flow: Flow): FlowNode[][] {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const after = (node: FlowNode) =>
    flow.edges.filter(({ source }) => source === node.id).flatMap(({ target }) => nodes.get(target) ?? [])
  const starts = flow.nodes.filter(({ type }) => descriptionOf(type)?.single)
  const seen = new Set(starts)
  const columns: FlowNode[][] = []
  let reached = starts.flatMap(after)
  for (const room of columnRoom) {
    const column = [...new Set(reached)].filter((node) => !seen.has(node)).slice(0, room)
    for (const node of column) seen.add(node)
    columns.push(column)
    reached = column.flatMap(after)
  }
  return columns
}

/** Cards of one column, one below the other, in the picture's middle. */
function place(nodes: FlowNode[], x: number): SketchCard[] {
  const most = nodes.length > 2 ? 2 : mostRows
  const sized = nodes.map((node) => {
    const rows = Math.min(most, Math.max(1, outputsOf(node).length))
    return { node, rows, height: headHeight + rowHeight * rows }
  })
  const total = sized.reduce((sum, { height }) => sum + height, 0) + cardGap * Math.max(0, sized.length - 1)
  let y = (sketchSize.height - total) / 2
  return sized.map(({ node, rows, height }) => {
    const card = { id: node.id, category: descriptionOf(node.type)?.category ?? 'flow', x, y, height, rows }
    y += height + cardGap
    return card
  })
}
