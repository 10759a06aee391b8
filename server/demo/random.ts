/** Chance that is the same every time: two demos made at the same moment are alike. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  next(): number
  /** Whether something of this likelihood happens. */
  happens(likelihood: number): boolean
  pick<T>(of: readonly T[]): T
  /** One of the names, as often as its weight says. */
  weighed<K extends string>(weights: Readonly<Record<K, number>>): K
  /** Seconds around a median, never negative, with the long tail that waiting times have. `spread` 0.5 is narrow, 1 wide. */
  seconds(median: number, spread?: number): number
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    happens: (likelihood) => next() < likelihood,
    pick: (of) => of[Math.floor(next() * of.length)] as (typeof of)[number],
    weighed: (weights) => {
      const entries = Object.entries<number>(weights)
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        left -= weight
        if (left < 0) return name as keyof typeof weights
      }
      return entries.at(-1)?.[0] as keyof typeof weights
    },
    seconds: (median, spread = 0.7) => Math.max(1, Math.round(median * Math.exp(spread * normal()))),
  }
}
