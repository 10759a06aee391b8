import { expect, it } from 'vitest'
import { newFlow } from '#schemas/flow.ts'
import { firstLook } from './first-look.ts'

const screen = { width: 1200, height: 900 }
const at = (x: number, y: number) => ({ id: `${x} ${y}`, type: 'end', position: { x, y }, data: { config: {} } })
const startingAt = (x: number, y: number, ...others: ReturnType<typeof at>[]) => {
  const { nodes } = newFlow('Shop')
  return [...nodes.map((node) => ({ ...node, position: { x, y } })), ...others]
}

it('a flow is opened at its upper left corner', () => {
  expect(firstLook(startingAt(0, 0, at(300, 200)), screen)).toEqual({ x: 40, y: 60, zoom: 1 })
  expect(firstLook(startingAt(500, 400, at(800, 500)), screen)).toEqual({ x: -460, y: -340, zoom: 1 })
})

it('what was drawn left of the start or above it is in sight', () => {
  expect(firstLook(startingAt(0, 0, at(-200, 100), at(100, -250)), screen)).toEqual({ x: 240, y: 310, zoom: 1 })
})

it('the start is never out of sight', () => {
  expect(firstLook(startingAt(0, 0, at(-2000, 100), at(-100, -1500)), screen)).toEqual({ x: 140, y: 60, zoom: 1 })
})

it('a flow without nodes has a canvas too', () => {
  expect(firstLook([], screen)).toEqual({ x: 40, y: 60, zoom: 1 })
})
