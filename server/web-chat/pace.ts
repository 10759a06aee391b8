/**
 * Says whether someone may go on: at most `most` times in every span of `everyMs`. All of them are forgotten together when the span
 * is over, so thousands of visitors cost one map and no timers.
 */
export function pace({ most, everyMs, now }: { most: number; everyMs: number; now(): number }): (who: string) => boolean {
  const times = new Map<string, number>()
  let since = 0
  return (who) => {
    const at = now()
    // A clock that was set back begins a new span too.
    if (Math.abs(at - since) >= everyMs) {
      times.clear()
      since = at
    }
    const count = (times.get(who) ?? 0) + 1
    times.set(who, count)
    return count <= most
  }
}
