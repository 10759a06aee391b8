/** Does the work once for all that is asked within `ms`, at their end. */
export function oncePer(ms: number, work: () => void): { ask(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    ask: () => {
      timer ??= setTimeout(() => {
        timer = undefined
        work()
      }, ms)
    },
    stop: () => clearTimeout(timer),
  }
}
