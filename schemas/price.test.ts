import { expect, it } from 'vitest'
import { type PriceTable, priceOf, tableOn } from './price.ts'

const table = (from: string, millionths: number): PriceTable => ({
  from,
  currency: 'USD',
  prices: [
    { channelKind: 'whatsapp', category: 'marketing', country: '', millionths },
    { channelKind: 'whatsapp', category: 'marketing', country: 'EG', millionths: millionths * 2 },
  ],
  free: [],
})
const tables = [table('2026-01-01', 1), table('2026-10-01', 3), table('2026-10-01', 4), table('2026-05-01', 2)]
const marketing = (country: string) => ({ channelKind: 'whatsapp' as const, category: 'marketing', country })

it.each([
  ['2025-12-31', undefined],
  ['2026-01-01', 1],
  ['2026-09-30', 2],
  ['2026-10-01', 4],
])('on %s a message costs what the table says that began last', (day, costs) => {
  expect(priceOf(tableOn(tables, day), marketing('HK'))).toBe(costs)
})

it('a country of its own comes before all others, and what has no price is not free', () => {
  expect(priceOf(tables[0], marketing('EG'))).toBe(2)
  expect(priceOf(tables[0], { ...marketing('EG'), category: 'utility' })).toBeUndefined()
})
