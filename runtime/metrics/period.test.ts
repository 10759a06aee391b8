import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '#nodes/dates.ts'
import { piecesOf } from './period.ts'

it('ninety days are two or three months, and a few days at their ends', () => {
  expect(piecesOf('2026-03-10', '2026-06-07')).toEqual([
    { grain: 'month', from: '2026-03', to: '2026-05', sign: 1 },
    { grain: 'day', from: '2026-03-01', to: '2026-03-09', sign: -1 },
    { grain: 'day', from: '2026-06-01', to: '2026-06-07', sign: 1 },
  ])
})

it('a fortnight is fourteen days, and a whole month one month', () => {
  expect(piecesOf('2026-03-25', '2026-04-07')).toEqual([{ grain: 'day', from: '2026-03-25', to: '2026-04-07', sign: 1 }])
  expect(piecesOf('2026-02-01', '2026-02-28')).toEqual([{ grain: 'month', from: '2026-02', to: '2026-02', sign: 1 }])
})

it('months of before they were counted as such are made of their days', () => {
  expect(piecesOf('2026-01-01', '2026-04-30', '2026-04')).toEqual([
    { grain: 'day', from: '2026-01-01', to: '2026-03-31', sign: 1 },
    { grain: 'month', from: '2026-04', to: '2026-04', sign: 1 },
  ])
})

it('every day of a period is in it once, and no other is, in at most 32 days beside the months', () => {
  const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays('2025-01-01', n))
  fc.assert(
    fc.property(day, fc.nat(400), fc.constantFrom('', '2025-06', '2026-02'), (from, length, since) => {
      const to = addDays(from, length)
      const times = new Map<string, number>()
      const note = (one: string, by: number): void => void times.set(one, (times.get(one) ?? 0) + by)
      let days = 0
      for (const piece of piecesOf(from, to, since)) {
        const isMonth = piece.grain === 'month'
        const end = isMonth ? `${piece.to}-31` : piece.to
        for (let one = isMonth ? `${piece.from}-01` : piece.from; one <= end; one = addDays(one, 1)) {
          note(one, piece.sign)
          if (!isMonth) days++
        }
        if (isMonth) expect(piece.from >= since).toBe(true)
      }
      const counted = [...times].filter(([, by]) => by !== 0)
      expect(counted.every(([, by]) => by === 1)).toBe(true)
      expect(counted.map(([one]) => one).sort()).toEqual(Array.from({ length: length + 1 }, (_, n) => addDays(from, n)))
      if (since === '') expect(days).toBeLessThanOrEqual(32)
    }),
  )
})
