import fc from 'fast-check'
import type { Flow } from '#schemas/flow.ts'
import * as edits from './edits.ts'

/** What a test does to a flow. */
export interface Change {
  label: string
  change(flow: Flow): Flow
  merge?: string
}

/** A random change to whatever flow it meets. */
export const someChange: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(11), fc.nat(1000), fc.nat(1000), fc.string({ maxLength: 12 }))
  .map(([what, a, b, word]) => ({
    label: `change ${what}`,
    ...(what === 3 ? { merge: `move:${a % 3}` } : {}),
    change: (flow) => {
      const node = flow.nodes[a % Math.max(1, flow.nodes.length)]?.id ?? 'start'
      const other = flow.nodes[b % Math.max(1, flow.nodes.length)]?.id ?? 'start'
      const edge = flow.edges[a % Math.max(1, flow.edges.length)]?.id ?? 'none'
      const id = `n${a}_${b}_${flow.nodes.length}_${flow.notes.length}`
      const at = { x: a, y: b }
      const all: ((flow: Flow) => Flow)[] = [
        (f) => edits.addNode(f, { id, type: 'menu', position: at, config: { text: { en: word }, options: [] } }),
        (f) => edits.deleteNodes(f, [node], { keepWire: b % 2 === 0 }),
        (f) => edits.connect(f, { source: node, sourceHandle: `o${b % 3}` }, other),
        (f) => edits.moveNodes(f, { [node]: at, [other]: at }),
        (f) => edits.disconnect(f, [edge]),
        (f) => edits.setConfig(f, node, '/text/en', word),
        (f) => edits.setConfig(f, node, '/options/-', { id: word }),
        (f) => edits.renameNode(f, node, word),
        (f) =>
          edits.duplicate(
            f,
            new Map([
              [node, id],
              [other, `${id}b`],
            ]),
          ),
        (f) => edits.insertOnEdge(f, edge, node, 'done'),
        (f) => edits.addNote(f, { id, position: at, text: word }),
        (f) => edits.setVariables(f, [...f.variables, { name: `v${a}`, type: 'text' }]),
      ]
      return (all[what] as (flow: Flow) => Flow)(flow)
    },
  }))
