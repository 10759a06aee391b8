import { dequal } from 'dequal'
import type { Flow } from '#schemas/flow.ts'

/** The flow with the nodes, edges and notes of `known` where they are equal, so that what did not change is one object. */
export const shared = (flow: Flow, known: Flow): Flow => ({
  ...flow,
  nodes: sharedItems(flow.nodes, known.nodes),
  edges: sharedItems(flow.edges, known.edges),
  notes: sharedItems(flow.notes, known.notes),
})

function sharedItems<T extends { id: string }>(items: T[], known: T[]): T[] {
  const before = new Map(known.map((item) => [item.id, item]))
  return items.map((item) => {
    const old = before.get(item.id)
    return old && dequal(old, item) ? old : item
  })
}
