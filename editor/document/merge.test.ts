import { dequal } from 'dequal'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Flow, flowSchema, newFlow } from '#schemas/flow.ts'
import { checkSchema } from './check-schema.ts'
import * as edits from './edits.ts'
import { type Clash, merge } from './merge.ts'
import { someChange } from './testing.ts'

/** Start → menu (Orders, Returns) → "About orders". */
function welcome(): Flow {
  let flow = newFlow('Welcome')
  const options = ['orders', 'returns'].map((id) => ({ id, label: { en: id, 'zh-Hant': id } }))
  flow = edits.addNode(flow, {
    id: 'menu',
    type: 'menu',
    position: { x: 0, y: 100 },
    config: { text: { en: 'What about?', 'zh-Hant': '想問咩?' }, options, tries: 2, noAnswerSeconds: 60 },
  })
  flow = edits.addNode(flow, {
    id: 'about',
    type: 'send-message',
    position: { x: 320, y: 100 },
    config: { text: { en: 'Yes.' } },
  })
  flow = edits.connect(flow, { source: 'start', sourceHandle: 'next' }, 'menu')
  return edits.connect(flow, { source: 'menu', sourceHandle: 'orders' }, 'about')
}
const base = welcome()
const of = (...changes: ((flow: Flow) => Flow)[]): Flow => changes.reduce((flow, change) => change(flow), base)
const set = (node: string, path: string, value: unknown) => (flow: Flow) => edits.setConfig(flow, node, path, value)
const config = (flow: Flow, id: string) => flow.nodes.find((node) => node.id === id)?.data.config
const ways = (flow: Flow) => flow.edges.map(({ source, sourceHandle, target }) => `${source} ${sourceHandle} → ${target}`).sort()

describe('two drafts of one flow', () => {
  it('changes of different nodes come together by themselves', () => {
    const { flow, clashes } = merge(base, of(set('menu', '/tries', 3)), of(set('about', '/text/en', 'On its way.')))
    expect(clashes).toEqual([])
    expect([config(flow, 'menu')?.tries, config(flow, 'about')?.text]).toEqual([3, { en: 'On its way.' }])
  })

  it('changes of different fields of one node come together: texts per language, options one by one', () => {
    const mine = of(
      set('menu', '/text/en', 'What is it about?'),
      set('menu', '/options/-', { id: 'mine', label: { en: 'Mine' } }),
    )
    const theirs = of(
      set('menu', '/text/zh-Hant', '有咩幫到你?'),
      set('menu', '/options/0/label/en', 'My order'),
      set('menu', '/options/-', { id: 'theirs', label: { en: 'Theirs' } }),
      (flow) => edits.renameNode(flow, 'menu', 'Topics'),
      (flow) => edits.moveNodes(flow, { menu: { x: 40, y: 140 } }),
    )
    const { flow, clashes } = merge(base, mine, theirs)
    expect(clashes).toEqual([])
    expect(flow.nodes.find(({ id }) => id === 'menu')).toMatchObject({
      position: { x: 40, y: 140 },
      data: {
        name: 'Topics',
        config: {
          text: { en: 'What is it about?', 'zh-Hant': '有咩幫到你?' },
          options: [
            { id: 'orders', label: { en: 'My order', 'zh-Hant': 'orders' } },
            { id: 'returns' },
            { id: 'mine' },
            { id: 'theirs' },
          ],
        },
      },
    })
  })

  it('only the same field of the same node asks; until it is chosen it is theirs', () => {
    const mine = of(set('menu', '/text/en', 'Mine'), set('menu', '/noAnswerSeconds', 120))
    const theirs = of(set('menu', '/text/en', 'Theirs'))
    const clash: Clash = { path: '/nodes/menu/config/text/en', base: 'What about?', mine: 'Mine', theirs: 'Theirs' }
    const open = merge(base, mine, theirs)
    expect([open.clashes, config(open.flow, 'menu')?.text.en]).toEqual([[clash], 'Theirs'])
    const chosen = merge(base, mine, theirs, { [clash.path]: 'mine' })
    expect([chosen.clashes, config(chosen.flow, 'menu')?.text.en, config(chosen.flow, 'menu')?.noAnswerSeconds]).toEqual([
      [clash],
      'Mine',
      120,
    ])
  })

  it('a way out that both lead elsewhere asks, once', () => {
    const mine = of((flow) => edits.connect(flow, { source: 'menu', sourceHandle: 'orders' }, 'menu'))
    const theirs = of((flow) => edits.deleteNodes(edits.addNote(flow, { id: 'n', position: { x: 0, y: 0 }, text: '' }), []))
    expect(ways(merge(base, mine, theirs).flow)).toEqual(['menu orders → menu', 'start next → menu'])
    const elsewhere = of((flow) => edits.disconnect(flow, ['menu:orders']))
    expect(merge(base, mine, elsewhere).clashes).toEqual([
      { path: '/ways/menu/orders', base: 'about', mine: 'menu', theirs: undefined },
    ])
  })

  it('a node that one deleted and the other changed, or led to, asks; kept, its ways are kept', () => {
    const gone = of((flow) => edits.deleteNodes(flow, ['about']))
    const untouched = of((flow) => edits.moveNodes(flow, { about: { x: 600, y: 0 } }))
    expect(merge(base, gone, untouched).clashes).toEqual([])
    expect(merge(base, gone, untouched).flow.nodes.map(({ id }) => id)).toEqual(['start', 'menu'])

    const changed = of(set('about', '/text/en', 'Tomorrow.'))
    const kept = merge(base, gone, changed)
    expect(kept.clashes.map(({ path, mine }) => [path, mine])).toEqual([['/nodes/about', undefined]])
    expect(ways(kept.flow)).toEqual(['menu orders → about', 'start next → menu'])
    const deleted = merge(base, gone, changed, { '/nodes/about': 'mine' })
    expect([deleted.flow.nodes.map(({ id }) => id), ways(deleted.flow)]).toEqual([['start', 'menu'], ['start next → menu']])

    const ledTo = of((flow) => edits.connect(flow, { source: 'menu', sourceHandle: 'returns' }, 'about'))
    expect(merge(base, gone, ledTo).clashes.map(({ path }) => path)).toEqual(['/nodes/about'])
  })

  it('words are a set, an order that one changed is taken, and one both changed asks', () => {
    const channels = (flow: Flow) => config(flow, 'start')?.channels
    const from = of(set('start', '/channels', ['a', 'b']))
    const more = edits.setConfig(from, 'start', '/channels', ['a', 'b', 'mine'])
    const less = edits.setConfig(from, 'start', '/channels', ['b', 'theirs'])
    expect(channels(merge(from, more, less).flow)).toEqual(['b', 'mine', 'theirs'])

    const [orders, returns] = config(base, 'menu')?.options ?? []
    const turned = of(set('menu', '/options', [returns, orders]))
    const added = of(set('menu', '/options/-', { id: 'third' }))
    const ids = (flow: Flow) => config(flow, 'menu')?.options.map(({ id }: { id: string }) => id)
    expect(ids(merge(base, turned, added).flow)).toEqual(['returns', 'third', 'orders'])

    const inOrder = (...order: number[]) =>
      edits.setConfig(
        added,
        'menu',
        '/options',
        order.map((at) => config(added, 'menu')?.options[at]),
      )
    const path = '/nodes/menu/config/options'
    const both = merge(added, inOrder(2, 0, 1), inOrder(1, 0, 2))
    expect([both.clashes.map((clash) => clash.path), ids(both.flow)]).toEqual([[path], ['returns', 'orders', 'third']])
    expect(ids(merge(added, inOrder(2, 0, 1), inOrder(1, 0, 2), { [path]: 'mine' }).flow)).toEqual(['third', 'orders', 'returns'])
  })

  it('variables, notes and the flow’s own settings come together too', () => {
    const mine = of(
      (flow) => edits.setVariables(flow, [{ name: 'order', type: 'text' }]),
      (flow) => edits.setSettings(flow, { ...flow.settings, answerWindowSeconds: 600 }),
      (flow) => edits.setFlowName(flow, 'Mine'),
    )
    const theirs = of(
      (flow) => edits.setVariables(flow, [{ name: 'size', type: 'text' }]),
      (flow) => edits.setSettings(flow, { ...flow.settings, reentry: { mode: 'once' } }),
      (flow) => edits.addNote(flow, { id: 'note', position: { x: 0, y: 0 }, text: 'Look' }),
      (flow) => edits.setLanguages(flow, { default: 'zh-Hant', offered: ['zh-Hant', 'en'] }),
    )
    const { flow, clashes } = merge(base, mine, theirs)
    expect(clashes).toEqual([])
    expect(flow).toMatchObject({
      name: 'Mine',
      languages: { default: 'zh-Hant', offered: ['zh-Hant', 'en'] },
      settings: { answerWindowSeconds: 600, reentry: { mode: 'once' } },
    })
    expect(flow.variables.map(({ name }) => name).sort()).toEqual(['order', 'size'])
    expect(flow.notes.map(({ id }) => id)).toEqual(['note'])
  })
})

describe('any two drafts', () => {
  const drafts = fc
    .tuple(
      fc.array(someChange, { maxLength: 12 }),
      fc.array(someChange, { maxLength: 8 }),
      fc.array(someChange, { maxLength: 8 }),
    )
    .map(([before, mine, theirs]) => {
      const from = before.reduce((flow, { change }) => change(flow), welcome())
      const changed = (changes: typeof mine) => changes.reduce((flow, { change }) => change(flow), from)
      return { base: from, mine: changed(mine), theirs: structuredClone(changed(theirs)) }
    })

  it('who changed nothing gets what the other made', () => {
    fc.assert(
      fc.property(drafts, ({ base: from, mine, theirs }) => {
        expect(merge(from, from, theirs)).toEqual({ flow: theirs, clashes: [] })
        expect(merge(from, mine, structuredClone(from))).toEqual({ flow: mine, clashes: [] })
        expect(merge(from, mine, structuredClone(mine))).toEqual({ flow: mine, clashes: [] })
      }),
    )
  })

  it('make a flow that can be saved, without edges to nodes that are gone', () => {
    fc.assert(
      fc.property(drafts, fc.boolean(), ({ base: from, mine, theirs }, isMine) => {
        const open = merge(from, mine, theirs)
        const choices = Object.fromEntries(
          open.clashes.map(({ path }) => [path, isMine ? ('mine' as const) : ('theirs' as const)]),
        )
        const { flow } = merge(from, mine, theirs, choices)
        const nodes = new Set(flow.nodes.map(({ id }) => id))
        const gone = new Set(
          [from, mine, theirs].flatMap((each) => each.nodes.map(({ id }) => id)).filter((id) => !nodes.has(id)),
        )
        expect(flow.edges.filter(({ source, target }) => gone.has(source) || gone.has(target))).toEqual([])
        expect(new Set(flow.edges.map(({ id }) => id)).size).toBe(flow.edges.length)
        expect(checkSchema(flowSchema, flow)).toEqual([])
      }),
    )
  })

  it('nothing that only one of them changed is lost', () => {
    fc.assert(
      fc.property(drafts, ({ base: from, mine, theirs }) => {
        const { flow, clashes } = merge(from, mine, theirs)
        const asked = (id: string) => clashes.some(({ path }) => path.startsWith(`/nodes/${id}`))
        const at = ({ nodes }: Flow, id: string) => nodes.find((node) => node.id === id)?.data
        for (const { id } of [...mine.nodes, ...theirs.nodes]) {
          if (asked(id)) continue
          if (dequal(at(from, id), at(mine, id))) expect(at(flow, id)).toEqual(at(theirs, id))
          else if (dequal(at(from, id), at(theirs, id))) expect(at(flow, id)).toEqual(at(mine, id))
        }
      }),
    )
  })

  it('what has come together comes together again as it is', () => {
    fc.assert(
      fc.property(drafts, ({ base: from, mine, theirs }) => {
        const { flow } = merge(from, mine, theirs)
        expect(merge(theirs, flow, theirs)).toEqual({ flow, clashes: [] })
      }),
    )
  })
})
