import type { FlowDocument } from './store.ts'
import type { FlowLook } from './view.ts'

/** Keeps the selection true to the flow: what is gone, by whomever and however, is not selected. */
export const watchSelection = (document: FlowDocument, look: FlowLook): (() => void) =>
  document.subscribe(({ flow }, before) => {
    if (flow === before.flow) return
    const { selection, select } = look.getState()
    const cards = new Set([...flow.nodes, ...flow.notes].map(({ id }) => id))
    const ways = new Set(flow.edges.map(({ id }) => id))
    const nodes = selection.nodes.filter((id) => cards.has(id))
    const edges = selection.edges.filter((id) => ways.has(id))
    if (nodes.length < selection.nodes.length || edges.length < selection.edges.length) select(nodes, edges)
  })
