import { expect, it } from 'vitest'
import { visitOf } from '../testing.ts'
import { description } from './description.ts'
import { handler } from './handler.ts'
import type { SplitConfig } from './schema.ts'

const split = (...shares: number[]): SplitConfig => ({
  ways: shares.map((share, index) => ({ id: `way-${index}`, label: `Way ${index}`, share })),
})
const wayOf = (config: SplitConfig, contact: number, node = 'node-1') =>
  (
    handler.enter(
      visitOf(config, { contact: { id: `contact-${contact}`, fields: {}, tags: [] }, node: { id: node, name: 'Split' } }),
    ) as { output: string }
  ).output
const crowd = Array.from({ length: 10_000 }, (_, index) => index)

it('sends people by their shares', () => {
  const went = (name: string) => crowd.filter((contact) => wayOf(split(10, 30, 60), contact) === name).length
  const counts = ['way-0', 'way-1', 'way-2'].map(went)
  for (const [index, expected] of [1000, 3000, 6000].entries())
    expect(Math.abs((counts[index] as number) - expected)).toBeLessThan(200)
  expect(counts.reduce((sum, count) => sum + count)).toBe(10_000)
})

it('sends the same person the same way again, and by each split anew', () => {
  const [one, two] = ['node-1', 'node-2'].map((node) => crowd.map((contact) => wayOf(split(50, 50), contact, node)))
  expect(crowd.map((contact) => wayOf(split(50, 50), contact))).toEqual(one)
  const alike = crowd.filter((contact) => one?.[contact] === two?.[contact]).length
  expect(Math.abs(alike - 5000)).toBeLessThan(300)
})

it('takes shares in proportion when they do not make a hundred, and nobody where there is none', () => {
  const away = crowd.filter((contact) => wayOf(split(1, 1), contact) === 'way-0').length
  expect(Math.abs(away - 5000)).toBeLessThan(300)
  expect(new Set(crowd.map((contact) => wayOf(split(0, 100, 0), contact)))).toEqual(new Set(['way-1']))
  expect(wayOf(split(0, 0), 1)).toBe('way-0')
})

it('says on its card how many go each way', () => {
  expect(description.outputs(split(10, 90)).map(({ label }) => label)).toEqual(['Way 0 · 10 %', 'Way 1 · 90 %'])
})
