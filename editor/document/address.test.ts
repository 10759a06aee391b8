import { expect, it } from 'vitest'
import { viewIn, withView } from './address.ts'

const view = {
  mode: 'statistics' as const,
  statisticsFilter: { from: '2026-11-16', to: '2026-11-29', channel: 'c1', language: 'zh-Hant' },
  selection: { nodes: ['menu'], edges: [] },
}

it('mode, filter and node stand in the address, beside what was there', () => {
  expect(withView(new URLSearchParams('version=3'), view).toString()).toBe(
    'version=3&mode=statistics&from=2026-11-16&to=2026-11-29&channel=c1&language=zh-Hant&node=menu',
  )
})

it('a link shows what its sender saw', () => {
  expect(viewIn(withView(new URLSearchParams(), view))).toEqual(view)
})

it('building leaves the address short', () => {
  const built = { ...view, mode: 'build' as const }
  expect(withView(withView(new URLSearchParams('version=3'), view), built).toString()).toBe('version=3')
})

it('an address somebody made up opens the figures of all', () => {
  expect(viewIn(new URLSearchParams('mode=statistics&from=yesterday&channel='))).toEqual({
    mode: 'statistics',
    statisticsFilter: {},
    selection: { nodes: [], edges: [] },
  })
})
