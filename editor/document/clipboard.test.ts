import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { graphText, readGraph } from './clipboard.ts'
import { graphOf } from './edits.ts'

function flow(): Flow {
  const made = newFlow('Copied')
  made.nodes.push({
    id: 'hi',
    type: 'send-message',
    position: { x: 0, y: 0 },
    data: { name: 'Hi', config: { text: { en: 'Hi' } } },
  })
  made.nodes.push({ id: 'end', type: 'end', position: { x: 320, y: 0 }, data: { config: {} } })
  made.edges.push({ id: 'hi:next', source: 'hi', sourceHandle: 'next', target: 'end' })
  made.notes.push({ id: 'note', position: { x: 0, y: 200 }, text: 'Why' })
  return made
}

describe('the clipboard', () => {
  it('gives back the graph that was copied', () => {
    const graph = graphOf(flow(), ['hi', 'end', 'note'])
    expect(readGraph(graphText(graph))).toEqual({ graph })
  })

  it('reads a graph of React Flow without its sizes and states', () => {
    const { nodes, edges } = graphOf(flow(), ['hi', 'end'])
    const toObject = {
      nodes: nodes.map((node) => ({ ...node, measured: { width: 228, height: 120 }, selected: true, dragging: false })),
      edges: edges.map((edge) => ({ ...edge, animated: true, targetHandle: null })),
      viewport: { x: 0, y: 0, zoom: 1 },
    }
    expect(readGraph(JSON.stringify(toObject))).toEqual({ graph: { nodes, edges, notes: [] } })
  })

  it('takes a whole exported flow, but for its start', () => {
    expect(readGraph(JSON.stringify(flow()))).toEqual({ graph: graphOf(flow(), ['hi', 'end', 'note']) })
  })

  it.each(['hello', '{"a": 1}', '{ not json', '[1, 2]', ''])('leaves other text alone: %s', (text) => {
    expect(readGraph(text)).toBeUndefined()
  })

  it('says what is wrong with a broken graph', () => {
    expect(readGraph('{"nodes": [{"id": "a b", "type": "menu", "position": {"x": 0, "y": 0}}]}')).toEqual({
      problem: expect.stringContaining('/nodes/0/id'),
    })
  })
})
