/** A worker: a loop that owns time. `step` says how many ms to wait before the next one; failures are logged and waited out. */
export interface Worker {
  /** Do it now rather than when it is due. */
  nudge(): void
  /** Resolves when the running step is over; none follows. */
  stop(): Promise<void>
}

const pauseAfterFailure = 1_000

export function startLoop(step: () => Promise<number>, failed: (error: unknown) => void): Worker {
  let stopped = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let again = false

  const run = (): void => {
    clearTimeout(timer)
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
        timer = setTimeout(run, soon ? 0 : wait)
        timer.unref()
      })
  }
  timer = setTimeout(run, 0)
  timer.unref()
  return {
    nudge: () => {
      if (!stopped) run()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
