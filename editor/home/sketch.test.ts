import { expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { sketchOf } from './sketch.ts'

/** Start → menu with two options; each leads to a message. */
function fork(): Flow {
  const flow = newFlow('Fork')
  const options = ['left', 'right'].map((id) => ({ id, label: { en: id } }))
  flow.nodes.push({ id: 'menu', type: 'menu', position: { x: 0, y: 0 }, data: { config: { text: { en: 'Where?' }, options } } })
  flow.edges.push({ id: 'start', source: 'start', sourceHandle: 'next', target: 'menu' })
  for (const { id } of options) {
    flow.nodes.push({ id, type: 'send-message', position: { x: 0, y: 0 }, data: { config: { text: { en: 'Here.' } } } })
    flow.edges.push({ id: `to-${id}`, source: 'menu', sourceHandle: id, target: id })
  }
  return flow
}

it('shows the first nodes in columns by their distance from the start, with the ways between them', () => {
  const { cards, edges } = sketchOf(fork())
  expect(cards.map(({ id, category, x }) => [id, category, x])).toEqual([
    ['menu', 'ask', 14],
    ['left', 'say', 98],
    ['right', 'say', 98],
  ])
  expect(edges.map(({ id }) => id)).toEqual(['to-left', 'to-right'])
})

it('shows an empty flow as an empty picture', () => {
  expect(sketchOf(newFlow('Empty'))).toEqual({ cards: [], edges: [] })
})
