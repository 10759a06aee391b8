/** A worker: a loop that owns time. `step` says how many ms to wait before the next one; failures are logged and waited out. */
export interface Worker {
  /** Do it now, or in so many ms, rather than when it is due. */
  nudge(inMs?: number): void
  /** Resolves when the running step is over; none follows. */
  stop(): Promise<void>
}

const pauseAfterFailure = 1_000

export function startLoop(step: () => Promise<number>, failed: (error: unknown) => void): Worker {
  let stopped = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let again = false

  const plan = (ms: number): void => {
    const at = performance.now() + ms
    if (at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(run, ms)
    timer.unref()
  }
  const run = (): void => {
    clearTimeout(timer)
    dueAt = Number.POSITIVE_INFINITY
    if (running) {
      again = true
      return
    }
    running = step()
      .catch((error: unknown) => {
        failed(error)
        return pauseAfterFailure
      })
      .then((wait) => {
        running = undefined
        if (stopped) return
        const soon = again
        again = false
        plan(soon ? 0 : wait)
      })
  }
  plan(0)
  return {
    nudge: (inMs = 0) => {
      if (stopped) return
      if (inMs > 0) plan(inMs)
      else run()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
