import type { Flow } from '#schemas/flow.ts'
import type { FlowPicture } from '../document/picture.ts'
import type { CardNodeType } from './cards/CardNode.tsx'
import type { NoteNodeType } from './cards/NoteNode.tsx'
import type { StartNodeType } from './cards/StartNode.tsx'
import type { WayEdgeType } from './edges/WayEdge.tsx'

/** The id of the sentence that tells which keys work on a card. */
export const keysId = 'flow-node-keys'
const domAttributes = { 'aria-describedby': keysId }

export type CanvasNode = CardNodeType | StartNodeType | NoteNodeType

/** The words that screen readers hear for a node and an edge. */
export interface Names {
  node(id: string): string
  edge(source: string, output: string, target: string): string
}

/**
 * The flow as React Flow wants it. Nodes that did not change stay the same objects with what React Flow measured, so that only the
 * changed ones are drawn again; nothing in them is the truth.
 */
export function projectNodes(
  flow: Flow,
  picture: FlowPicture,
  current: CanvasNode[],
  selected: ReadonlySet<string>,
  names: Names,
): CanvasNode[] {
  const before = new Map(current.map((node) => [node.id, node]))
  const cards = flow.nodes.map((node): CanvasNode => {
    const drawn = picture.nodes.get(node.id)
    const old = before.get(node.id)
    const next = { position: node.position, selected: selected.has(node.id), ariaLabel: names.node(node.id) }
    if (old && old.type !== 'note' && old.data.picture === drawn && same(old, next)) return old
    const type = node.type === 'start' ? 'start' : 'card'
    return {
      ...(old?.type === type ? old : {}),
      id: node.id,
      type,
      data: { picture: drawn },
      domAttributes,
      ...next,
    } as CanvasNode
  })
  const notes = flow.notes.map((note): CanvasNode => {
    const old = before.get(note.id)
    const next = { position: note.position, selected: selected.has(note.id), ariaLabel: note.text }
    if (old?.type === 'note' && old.data.note === note && same(old, next)) return old
    return { ...(old?.type === 'note' ? old : {}), id: note.id, type: 'note', data: { note }, ...next, zIndex: -1 } as CanvasNode
  })
  return [...notes, ...cards]
}

type Placed = Pick<CanvasNode, 'position' | 'selected' | 'ariaLabel'>
const same = (old: Placed, next: Placed): boolean =>
  old.position.x === next.position.x &&
  old.position.y === next.position.y &&
  Boolean(old.selected) === next.selected &&
  old.ariaLabel === next.ariaLabel

/** The lines as React Flow's edges, the same objects as before where nothing changed. */
export function projectEdges(
  picture: FlowPicture,
  current: WayEdgeType[],
  selected: ReadonlySet<string>,
  names: Names,
): WayEdgeType[] {
  const before = new Map(current.map((edge) => [edge.id, edge]))
  return picture.lines.map((line): WayEdgeType => {
    const { id, source, sourceHandle, target } = line.edge
    const from = picture.nodes.get(source)
    const kind = from?.rows.find((row) => row.output.name === sourceHandle)?.output.kind
    const data = { line, lost: kind === 'no-answer', down: from?.node.type === 'start' }
    const ariaLabel = names.edge(source, sourceHandle, target)
    const old = before.get(id)
    const unchanged =
      old?.data?.line === line &&
      old.data.lost === data.lost &&
      old.ariaLabel === ariaLabel &&
      Boolean(old.selected) === selected.has(id)
    return unchanged
      ? (old as WayEdgeType)
      : { id, type: 'way', source, sourceHandle, target, data, ariaLabel, selected: selected.has(id) }
  })
}
