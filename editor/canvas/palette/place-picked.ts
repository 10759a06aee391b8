import i18next from 'i18next'
import { descriptionOf } from '#nodes/descriptions.ts'
import type { Flow } from '#schemas/flow.ts'
import { freshId } from '../../document/ids.ts'
import { freeSpot, placeAfter, placeAndConnect, placeNode, placeOnEdge } from '../../document/place.ts'
import type { FlowEditor } from '../../open-flow/flow-editor.ts'
import type { Picking } from '../../open-flow/overlays.ts'

type Stores = Pick<FlowEditor, 'document' | 'look'>

/** Adds a chosen type where the picker or the palette was asked to, as one step; the new node is selected. */
export function place({ document, look }: Stores, type: string, { at, placement }: Omit<Picking, 'screen'>): string {
  const id = freshId()
  // What is dropped at a point is held by its header.
  const corner = { x: at.x - 20, y: at.y - 22 }
  document.getState().edit('add', (flow: Flow) => {
    switch (placement.kind) {
      case 'free':
        return placeNode(flow, type, id, corner)
      case 'after':
        return placeAfter(flow, type, id, placement.nodeId)
      case 'edge':
        return placeOnEdge(flow, type, id, placement.edgeId, at)
      case 'from':
        return placeAndConnect(flow, type, id, { x: at.x, y: at.y - 22 }, placement.from)
    }
  })
  look.getState().select([id])
  look.getState().announce(i18next.t('canvas:said.added', { name: descriptionOf(type)?.label ?? type }))
  return id
}

/** Adds a type without a pointer: after the selected node, or the only one; else in a free place in the middle of what is seen. */
export function placeByKey(stores: Stores, type: string, middle: { x: number; y: number }): string {
  const { flow } = stores.document.getState()
  const { nodes } = stores.look.getState().selection
  const [before, ...more] = nodes.length > 0 ? nodes : flow.nodes.map(({ id }) => id)
  if (before && more.length === 0) return place(stores, type, { at: middle, placement: { kind: 'after', nodeId: before } })
  const spot = freeSpot(flow, middle)
  return place(stores, type, { at: { x: spot.x + 20, y: spot.y + 22 }, placement: { kind: 'free' } })
}
