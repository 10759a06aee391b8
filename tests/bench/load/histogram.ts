const stepMs = 0.01
const steps = 1_000_000

/** Latencies counted in steps of 10 µs, up to 10 s. */
export interface Histogram {
  add(ms: number): void
  /** The latency that this share of all did not exceed, in ms. */
  quantile(share: number): number
  count(): number
}

export function histogram(): Histogram {
  const counts = new Uint32Array(steps)
  let all = 0
  return {
    add: (ms) => {
      const step = Math.min(steps - 1, Math.max(0, Math.floor(ms / stepMs)))
      counts[step] = (counts[step] as number) + 1
      all++
    },
    quantile: (share) => {
      let left = Math.ceil(all * share)
      for (let step = 0; step < steps; step++) {
        left -= counts[step] as number
        if (left <= 0) return (step + 1) * stepMs
      }
      return steps * stepMs
    },
    count: () => all,
  }
}
