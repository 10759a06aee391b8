import { describe, expect, it } from 'vitest'
import { type Flow, type FlowNode, newFlow } from '#schemas/flow.ts'
import { connect, deleteNodes, duplicate, insertOnEdge, pasteGraph, reconnect, setConfig, stillRight } from './edits.ts'
import { applyFix } from './fixes.ts'
import { placeAfter, placeOnEdge } from './place.ts'

const node = (id: string, type: string, x: number, config: FlowNode['data']['config'] = {}): FlowNode => ({
  id,
  type,
  position: { x, y: 0 },
  data: { config },
})
const wires = (flow: Flow) => flow.edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle} → ${target}`)
const options = ['a', 'b'].map((id) => ({ id, label: { en: id } }))

/** start → menu (a → one → two, b → two) */
function small(): Flow {
  const flow = newFlow('Small')
  flow.nodes.push(
    node('menu', 'menu', 320, { text: { en: 'Which?' }, options }),
    node('one', 'send-message', 640, { text: { en: '1' } }),
    node('two', 'end', 960),
  )
  const edge = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}:${sourceHandle}`,
    source,
    sourceHandle,
    target,
  })
  flow.edges.push(edge('start', 'next', 'menu'), edge('menu', 'a', 'one'), edge('menu', 'b', 'two'), edge('one', 'next', 'two'))
  return flow
}

describe('edits', () => {
  it('nothing leads from or to a card that somebody else deleted meanwhile', () => {
    const flow = small()
    expect(connect(flow, { source: 'gone', sourceHandle: 'next' }, 'one')).toBe(flow)
    expect(connect(flow, { source: 'menu', sourceHandle: 'b' }, 'gone')).toBe(flow)
    expect(reconnect(flow, 'one:next', { source: 'menu', sourceHandle: 'a', target: 'gone' })).toBe(flow)
  })

  it('an output leads to one place: connecting it again replaces the edge', () => {
    expect(wires(connect(small(), { source: 'menu', sourceHandle: 'b' }, 'one'))).toEqual([
      'start.next → menu',
      'menu.a → one',
      'menu.b → one',
      'one.next → two',
    ])
  })

  it('moving the start of an edge frees the output it left', () => {
    const moved = reconnect(small(), 'one:next', { source: 'menu', sourceHandle: 'a', target: 'two' })
    expect(wires(moved)).toEqual(['start.next → menu', 'menu.a → two', 'menu.b → two'])
  })

  it('deleting a node deletes its edges', () => {
    expect(wires(deleteNodes(small(), ['one']))).toEqual(['start.next → menu', 'menu.b → two'])
  })

  it('deleting a node with the way kept joins what was before it to what its first output led to', () => {
    expect(wires(deleteNodes(small(), ['one'], { keepWire: true }))).toEqual([
      'start.next → menu',
      'menu.a → two',
      'menu.b → two',
    ])
  })

  it('deleting a loop with the way kept leaves nothing dangling', () => {
    const loop = connect(small(), { source: 'one', sourceHandle: 'next' }, 'menu')
    expect(wires(deleteNodes(loop, ['menu', 'one'], { keepWire: true }))).toEqual([])
  })

  it('inserting a node into an edge leads through it by its output', () => {
    const flow = small()
    flow.nodes.push(node('tip', 'send-message', 0, { text: { en: 'tip' } }))
    expect(wires(insertOnEdge(flow, 'menu:b', 'tip', 'next'))).toEqual([
      'start.next → menu',
      'menu.a → one',
      'menu.b → tip',
      'one.next → two',
      'tip.next → two',
    ])
  })

  it('a copy has its own ids and only the edges among what was copied', () => {
    const ids = new Map([
      ['menu', 'menu2'],
      ['one', 'one2'],
    ])
    const copy = duplicate(small(), ids)
    expect(copy.nodes.slice(-2).map(({ id, position }) => [id, position.x, position.y])).toEqual([
      ['menu2', 360, 40],
      ['one2', 680, 40],
    ])
    expect(wires(copy).slice(4)).toEqual(['menu2.a-menu2 → one2'])
  })

  it('the options of a copy are its own, and of a copy of a copy, too', () => {
    const idsOf = (flow: Flow) => flow.nodes.at(-1)?.data.config.options.map(({ id }: { id: string }) => id)
    const copy = duplicate(small(), new Map([['menu', 'menu2']]))
    expect(idsOf(copy)).toEqual(['a-menu2', 'b-menu2'])
    expect(idsOf(duplicate(copy, new Map([['menu2', 'menu3']])))).toEqual(['a-menu3', 'b-menu3'])
    expect(copy.nodes[1]).toEqual(small().nodes[1])
  })

  it('what is pasted keeps its shape and shares nothing with the original', () => {
    const { nodes, edges } = small()
    const ids = new Map(nodes.map(({ id }) => [id, `${id}-new`]))
    const pasted = pasteGraph(newFlow('Other'), { nodes, edges }, ids, { x: 20, y: 100 })
    const own = (source: string, output: string) => (source === 'menu' ? `${output}-menu-new` : output)
    expect(wires(pasted)).toEqual(
      small().edges.map(({ source, sourceHandle, target }) => `${source}-new.${own(source, sourceHandle)} → ${target}-new`),
    )
  })

  it('an option that is taken out takes its edge with it', () => {
    expect(wires(setConfig(small(), 'menu', '/options/1', undefined))).toEqual([
      'start.next → menu',
      'menu.a → one',
      'one.next → two',
    ])
  })

  it('a time that is cleared to be typed anew keeps its edge', () => {
    const timed = connect(
      setConfig(small(), 'menu', '/noAnswerSeconds', 60),
      { source: 'menu', sourceHandle: 'no-answer' },
      'two',
    )
    expect(wires(setConfig(timed, 'menu', '/noAnswerSeconds', undefined))).toContain('menu.no-answer → two')
  })

  it('a text is set where its pointer says, and what is not there is made', () => {
    const set = setConfig(small(), 'menu', '/notUnderstood/zh-Hant', '請選擇')
    expect(set.nodes[1]?.data.config.notUnderstood).toEqual({ 'zh-Hant': '請選擇' })
  })

  it('a text written anew leaves its translations outdated, until someone writes in them or says that they are right', () => {
    const flow = small()
    flow.languages = { default: 'en', offered: ['en', 'zh-Hant', 'ar'] }
    const spoken = setConfig(flow, 'menu', '/text', { en: 'Hi', 'zh-Hant': '你好' })
    const outdated = (of: Flow) => of.nodes.find(({ id }) => id === 'menu')?.data.outdated
    expect(outdated(spoken)).toBeUndefined()
    const anew = setConfig(spoken, 'menu', '/text', { en: 'Welcome', 'zh-Hant': '你好' })
    expect(outdated(anew)).toEqual(['zh-Hant'])
    expect(outdated(setConfig(anew, 'menu', '/noAnswerSeconds', 60))).toEqual(['zh-Hant'])
    expect(outdated(setConfig(anew, 'menu', '/text', { en: 'Welcome', 'zh-Hant': '歡迎' }))).toBeUndefined()
    expect(outdated(stillRight(anew, 'menu', 'zh-Hant'))).toBeUndefined()
  })

  it('a first text, or both written at once, leaves nothing outdated', () => {
    const flow = small()
    flow.languages = { default: 'en', offered: ['en', 'zh-Hant'] }
    const outdated = (of: Flow) => of.nodes.find(({ id }) => id === 'menu')?.data.outdated
    const chinese = setConfig(flow, 'menu', '/text', { 'zh-Hant': '你好' })
    expect(outdated(setConfig(chinese, 'menu', '/text', { en: 'Hi', 'zh-Hant': '你好' }))).toBeUndefined()
    const both = setConfig(flow, 'menu', '/text', { en: 'Hi', 'zh-Hant': '你好' })
    expect(outdated(setConfig(both, 'menu', '/text', { en: 'Welcome', 'zh-Hant': '歡迎' }))).toBeUndefined()
  })

  it('a fix that ends the chat uses the end that is there, or makes one', () => {
    const fix = { do: 'end-here', nodeId: 'one', output: 'next' } as const
    expect(wires(applyFix(small(), fix, 'new')).at(-1)).toBe('one.next → two')
    const without = deleteNodes(small(), ['two'])
    const made = applyFix(without, fix, 'new')
    expect([made.nodes.at(-1)?.type, wires(made).at(-1)]).toEqual(['end', 'one.next → new'])
  })
})

describe('placing', () => {
  it('a node that is added after another continues from its first open output', () => {
    const flow = deleteNodes(small(), ['two'])
    const placed = placeAfter(flow, 'send-message', 'new', 'menu')
    expect(wires(placed).at(-1)).toBe('menu.b → new')
  })

  it('a node that is inserted between neighbouring columns moves what comes after by one column', () => {
    const placed = placeOnEdge(small(), 'send-message', 'new', 'menu:a', { x: 600, y: 20 })
    const xs = Object.fromEntries(placed.nodes.map(({ id, position }) => [id, position.x]))
    expect(xs).toEqual({ start: 0, menu: 320, new: 640, one: 960, two: 1280 })
    expect(wires(placed)).toContain('menu.a → new')
    expect(wires(placed)).toContain('new.next → one')
  })
})
