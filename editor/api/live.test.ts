import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLive } from './live.ts'

/** A line as socket.io gives it. `answers`: what the server says to each attempt to join, the last one for ever after; none: signed out. */
class Line {
  active = false
  connected = false
  attempts = 0
  readonly #listeners = new Map<string, () => void>()
  readonly #answers: boolean[]

  constructor(answers: boolean[]) {
    this.#answers = answers
  }

  on(event: string, listener: () => void): void {
    this.#listeners.set(event, listener)
  }

  /** As when the door stays shut: socket.io goes on by itself. */
  failed(): void {
    this.active = true
    this.#listeners.get('connect_error')?.()
  }

  connect(): void {
    this.attempts++
    this.connected = this.#answers.length > 0
    this.#listeners.get(this.connected ? 'connect' : 'connect_error')?.()
  }

  async emitWithAck(): Promise<boolean | undefined> {
    return this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0]
  }

  close(): void {}
}

let line: Line
let fetched: () => boolean
vi.mock('socket.io-client', () => ({
  get io() {
    if (!fetched()) throw new Error('the file could not be fetched')
    return () => {
      queueMicrotask(() => line.connect())
      return line
    }
  },
}))

beforeEach(() => {
  vi.useFakeTimers()
  fetched = () => true
})
afterEach(() => void vi.useRealTimers())

/** What is heard of a line within a minute. */
async function aMinute(): Promise<{ states: boolean[]; refused: number }> {
  const states: boolean[] = []
  let refused = 0
  const live = openLive('w', () => refused++)
  live.onState((connected) => states.push(connected))
  await vi.advanceTimersByTimeAsync(60_000)
  live.close()
  return { states, refused }
}

it('whoever may not join at first joins later', async () => {
  line = new Line([false, true])
  expect(await aMinute()).toEqual({ states: [false, false, true], refused: 0 })
})

it('a line whose code cannot be fetched is opened when it can', async () => {
  line = new Line([true])
  let times = 0
  fetched = () => ++times > 3
  expect(await aMinute()).toEqual({ states: [false, true], refused: 0 })
})

it('whoever is signed out is asked who they are, not at the first refusal, and is not tried for after the end', async () => {
  line = new Line([])
  const { states, refused } = await aMinute()
  expect([new Set(states), refused, line.attempts]).toEqual([new Set([false]), 12, 13])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(line.attempts).toBe(13)
})

it('whoever finds the door shut is asked who they are, not at the first time', async () => {
  line = new Line([true])
  let refused = 0
  const live = openLive('w', () => refused++)
  await vi.advanceTimersByTimeAsync(1_000)
  line.failed()
  expect(refused).toBe(0)
  line.failed()
  expect(refused).toBe(1)
  live.close()
})
