import { expect, it } from 'vitest'
import type { Collection, Stored } from './contract.ts'
import { remembered } from './remembered.ts'

/** What is remembered of documents whose loads end when the test says so. */
function aMemory() {
  let change = (_: { id: string; doc: Stored | null }): void => {}
  const docs = {
    subscribe: (listener: typeof change) => {
      change = listener
      return () => {}
    },
  } as unknown as Collection<Stored>
  const loads: ((value: string) => void)[] = []
  const memory = remembered(docs, () => new Promise<string>((resolve) => loads.push(resolve)))
  return { memory, loads, change: (id: string) => change({ id, doc: null }) }
}

it('is read once, however many ask meanwhile, and then known', async () => {
  const { memory, loads } = aMemory()
  const asked = [memory.get('a'), memory.get('a')]
  loads[0]?.('first')
  expect(await Promise.all(asked)).toEqual(['first', 'first'])
  expect([memory.get('a'), loads.length]).toEqual(['first', 1])
})

it('is read again by whoever asks after a change, also when it was being read', async () => {
  const { memory, loads, change } = aMemory()
  const before = memory.get('a')
  change('a')
  const after = memory.get('a')
  loads[1]?.('second')
  expect(await after).toBe('second')
  loads[0]?.('first')
  expect(await before).toBe('first')
  expect([memory.get('a'), loads.length]).toEqual(['second', 2])
})

it('is read again after a read that failed', async () => {
  let reads = 0
  const docs = { subscribe: () => () => {} } as unknown as Collection<Stored>
  const memory = remembered(docs, async () => (reads++ === 0 ? Promise.reject(new Error('away')) : 'there'))
  await expect(memory.get('a')).rejects.toThrow('away')
  expect(await memory.get('a')).toBe('there')
})

it('that there is nothing is known, too: it is not looked for with every message', async () => {
  let reads = 0
  const docs = { subscribe: () => () => {} } as unknown as Collection<Stored>
  const memory = remembered<Stored, string | null>(docs, async () => {
    reads++
    return null
  })
  await memory.get('a')
  expect([memory.get('a'), reads]).toEqual([null, 1])
})
