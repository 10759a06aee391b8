import { expect, it } from 'vitest'
import { places } from '#tests/support/cluster.ts'
import { malformed } from './malformed.ts'
import { oddFlows } from './odd-flows.ts'

it.each(places)(
  'malformed webhooks, messages and sockets are refused and break nothing (%s)',
  async (on) => {
    const figures = await malformed({ on, cases: 600, rawCases: 36, seed: 8 })
    expect(figures.filter((figure) => !figure.pass)).toEqual([])
  },
  180_000,
)

it('no flow, however odd, makes the doctor or the walk throw or run on', async () => {
  const figures = await oddFlows({ graphs: 400, seed: 9 })
  expect(figures.filter((figure) => !figure.pass)).toEqual([])
}, 120_000)
