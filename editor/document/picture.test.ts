import { describe, expect, it } from 'vitest'
import { type Flow, type FlowNode, newFlow } from '#schemas/flow.ts'
import { connect, moveNodes, renameNode } from './edits.ts'
import { drawFlow } from './picture.ts'

const node = (id: string, type: string, x: number, y: number): FlowNode => ({
  id,
  type,
  position: { x, y },
  data: { config: type === 'menu' ? { text: { en: '?' }, options: [{ id: 'a', label: { en: 'A' } }], noAnswerSeconds: 60 } : {} },
})
const from = (source: string, sourceHandle: string) => ({ source, sourceHandle })

function flowOf(...nodes: FlowNode[]): Flow {
  const flow = newFlow('Drawn')
  flow.nodes.push(...nodes)
  return flow
}
const ways = (flow: Flow, id: string) =>
  Object.fromEntries(
    drawFlow(flow)
      .nodes.get(id)
      ?.rows.map((row) => [row.output.name, row.way.kind]) ?? [],
  )

describe('the picture of a flow', () => {
  it('draws a line to the next column and names what is farther or behind', () => {
    const nodes = [node('menu', 'menu', 0, 0), node('next', 'menu', 320, 40), node('far', 'menu', 960, 0)]
    let flow = connect(flowOf(...nodes), from('menu', 'a'), 'next')
    flow = connect(flow, from('menu', 'no-answer'), 'far')
    flow = connect(flow, from('far', 'a'), 'menu')
    expect(ways(flow, 'menu')).toEqual({ a: 'edge', invalid: 'open', 'no-answer': 'jump' })
    expect(ways(flow, 'far').a).toBe('jump')
  })

  it('draws a line down its own column under the card, and into a far row in a lane of its own', () => {
    const nodes = [node('menu', 'menu', 0, 0), node('below', 'menu', 0, 400), node('deep', 'menu', 320, 900)]
    let flow = connect(flowOf(...nodes), from('menu', 'a'), 'deep')
    flow = connect(flow, from('menu', 'no-answer'), 'below')
    expect(drawFlow(flow).lines.map(({ route, lane }) => [route, lane])).toEqual([
      ['step', 0],
      ['under', 1],
    ])
  })

  it('says that a chat ends where an output that needs no edge has none', () => {
    expect(ways(flowOf(node('say', 'send-message', 0, 0)), 'say')).toEqual({ next: 'ends' })
  })

  it('gives the same pictures for what did not change, so that only the rest is drawn again', () => {
    const nodes = [node('menu', 'menu', 0, 0), node('next', 'menu', 320, 0), node('other', 'menu', 640, 0)]
    const flow = connect(flowOf(...nodes), from('menu', 'a'), 'next')
    const before = drawFlow(flow)
    const after = drawFlow(moveNodes(renameNode(flow, 'other', 'Else'), { next: { x: 320, y: 60 } }), before)
    expect(after.nodes.get('menu')).toBe(before.nodes.get('menu'))
    expect(after.nodes.get('other')).not.toBe(before.nodes.get('other'))
    expect(after.lines[0]).toBe(before.lines[0])
  })

  it('draws nodes of unknown types and unfinished settings without outputs', () => {
    const broken = { ...node('broken', 'menu', 0, 0), data: { config: { options: 'none' } } }
    expect(ways(flowOf(broken, node('odd', 'no-such-type', 0, 0)), 'broken')).toEqual({})
  })
})
