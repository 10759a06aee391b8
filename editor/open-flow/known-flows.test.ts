import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { FlowSummary } from '#schemas/api/flows.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { keys } from '../api/keys.ts'
import { knownFlows } from './known-flows.ts'

const place = { workspaceId: 'w', flowId: 'mine' }
const flowsOf = (...flows: [id: string, liveVersion: number | null][]): Listing<FlowSummary> => ({
  items: flows.map(([id, liveVersion]) => ({ id, liveVersion }) as FlowSummary),
})

/** A cache whose answer, if there is one, is so many minutes old, and a server that counts how often it is asked. */
function desk({ known, minutes = 0 }: { known?: Listing<FlowSummary>; minutes?: number } = {}) {
  const cache = new QueryClient()
  if (known) cache.setQueryData(keys.flows('w'), known, { updatedAt: Date.now() - minutes * 60_000 })
  let asked = 0
  return {
    cache,
    asked: () => asked,
    look: (answer: Promise<Listing<FlowSummary>>) =>
      knownFlows(cache, place, () => {
        asked += 1
        return answer
      }),
  }
}
const never = new Promise<never>(() => {})

describe('the flows that can be gone to', () => {
  it('are asked for when none are known; this one counts as live', async () => {
    const { look } = desk()
    expect(await look(Promise.resolve(flowsOf(['mine', null], ['other', 2], ['draft', null])))).toEqual([
      { id: 'mine', live: true },
      { id: 'other', live: true },
      { id: 'draft', live: false },
    ])
  })

  it('are not known without a network, and nobody waits', async () => {
    expect(await desk().look(Promise.reject(new Error('offline')))).toBe(undefined)
  })

  it('are the known ones while a newer answer is on its way', async () => {
    const { look, asked } = desk({ known: flowsOf(['other', 1]), minutes: 2 })
    expect(await look(never)).toEqual([{ id: 'other', live: true }])
    expect(asked()).toBe(1)
  })

  it('are not asked for again at once because somebody saved one', async () => {
    const { cache, look, asked } = desk({ known: flowsOf(['other', 1]) })
    await cache.invalidateQueries({ queryKey: keys.flows('w'), exact: true })
    expect(await look(never)).toEqual([{ id: 'other', live: true }])
    expect(asked()).toBe(0)
  })

  it('are not known when there are more than one answer holds', async () => {
    expect(await desk({ known: { ...flowsOf(['other', 1]), next: 'more' } }).look(never)).toBe(undefined)
  })
})
