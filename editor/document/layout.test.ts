import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Flow, newFlow } from '#schemas/flow.ts'
import { type Box, boxesOf, clearOf, overlaps, type Size } from './boxes.ts'
import { moveNodes } from './edits.ts'
import { tidy } from './layout.ts'

const place = fc.record({ x: fc.integer({ min: -500, max: 1500 }), y: fc.integer({ min: -500, max: 1500 }) })
const size = fc.record({ width: fc.constantFrom(180, 228), height: fc.integer({ min: 40, max: 700 }) })

/** A drawing of up to twelve cards on top of each other, led to each other at random; some were never drawn, so have no size yet. */
const drawing = fc
  .record({
    cards: fc.array(fc.record({ position: place, size: fc.option(size) }), { minLength: 1, maxLength: 12 }),
    edges: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 20 }),
    notes: fc.array(place, { maxLength: 2 }),
  })
  .map(({ cards, edges, notes }) => {
    const flow: Flow = { ...newFlow('Any'), nodes: [], edges: [] }
    const sizes = new Map<string, Size>()
    for (const [n, card] of cards.entries()) {
      flow.nodes.push({
        id: `n${n}`,
        type: 'menu',
        position: card.position,
        data: { config: { text: { en: 'Hi' }, options: [] } },
      })
      if (card.size) sizes.set(`n${n}`, card.size)
    }
    for (const [id, [from, to]] of edges.entries())
      if (from < cards.length && to < cards.length)
        flow.edges.push({ id: `e${id}`, source: `n${from}`, sourceHandle: `o${id}`, target: `n${to}` })
    flow.notes = notes.map((position, n) => ({ id: `note${n}`, position, text: 'Note' }))
    return { flow, sizes }
  })

const touching = (boxes: Box[]): number[][] =>
  boxes.flatMap((one, n) => boxes.slice(n + 1).flatMap((other, m) => (overlaps(one, other, 0) ? [[n, n + 1 + m]] : [])))

describe('tidying up', () => {
  it('leaves no card on another, nor on a note', async () => {
    await fc.assert(
      fc.asyncProperty(drawing, async ({ flow, sizes }) => {
        const tidied = moveNodes(flow, await tidy(flow, sizes))
        const cards = boxesOf({ nodes: tidied.nodes, notes: [] }, sizes)
        expect(touching(cards)).toEqual([])
        for (const note of boxesOf({ nodes: [], notes: tidied.notes }, sizes))
          expect(cards.filter((card) => overlaps(card, note, 0))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('of a selection puts no card on one that stays where it is', async () => {
    await fc.assert(
      fc.asyncProperty(drawing, fc.nat(11), async ({ flow, sizes }, first) => {
        const ids = new Set(flow.nodes.slice(first).map(({ id }) => id))
        const tidied = moveNodes(flow, await tidy(flow, sizes, ids))
        const stay = boxesOf({ nodes: tidied.nodes, notes: [] }, sizes, ids)
        const others = new Set(tidied.nodes.filter(({ id }) => !ids.has(id)).map(({ id }) => id))
        for (const card of boxesOf({ nodes: tidied.nodes, notes: [] }, sizes, others))
          expect(stay.filter((other) => overlaps(card, other, 0))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('what is put onto the canvas', () => {
  it('goes beside what is there, by the shortest way', () => {
    const card = { x: 0, y: 0, width: 228, height: 300 }
    expect(clearOf([card], [card])).toEqual({ x: 260, y: 0 })
    expect(clearOf([{ ...card, height: 100 }], [{ ...card, height: 100 }])).toEqual({ x: 0, y: 120 })
    expect(clearOf([card], [{ ...card, x: 260 }])).toEqual({ x: 0, y: 0 })
  })

  it('never covers it, wherever it was put', () => {
    const box = fc.tuple(place, size).map(([at, big]) => ({ ...at, ...big }))
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), fc.array(box, { maxLength: 6 }), (moving, fixed) => {
        const by = clearOf(moving, fixed)
        for (const each of moving)
          expect(fixed.filter((other) => overlaps({ ...each, x: each.x + by.x, y: each.y + by.y }, other))).toEqual([])
      }),
    )
  })
})
