import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { oncePer } from './once-per.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('an hour of news every second is one look every five seconds', () => {
  let looks = 0
  const { ask } = oncePer(5_000, () => looks++)
  for (let second = 0; second < 3_600; second++) {
    ask()
    vi.advanceTimersByTime(1_000)
  }
  expect(looks).toBe(720)
})

it('whoever stops does not look any more', () => {
  let looks = 0
  const { ask, stop } = oncePer(5_000, () => looks++)
  ask()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(0)
})
