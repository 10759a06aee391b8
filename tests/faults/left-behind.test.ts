import { expect, it } from 'vitest'
import { batchNumber } from '#server/engine/batches.ts'

it('a batch’s number goes on after eight digits', () => {
  expect(['w.99999999', 'w.000100000000'].map(batchNumber)).toEqual([
    { series: 'w', number: 99_999_999 },
    { series: 'w', number: 100_000_000 },
  ])
})
