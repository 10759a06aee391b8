/** So many are known at once; who came first is forgotten first. */
const mostKnown = 100_000

/**
 * Says whether someone may go on: at most `most` in every span of `everyMs`. What they do costs 1 unless said otherwise; who has some left
 * may take more than that, and asking at the cost of 0 takes nothing. All of them are forgotten together when the span is over, so
 * thousands of visitors cost one map and no timers.
 */
export function pace({
  most,
  everyMs,
  now,
}: {
  most: number
  everyMs: number
  now(): number
}): (who: string, cost?: number) => boolean {
  const spent = new Map<string, number>()
  let since = 0
  return (who, cost = 1) => {
    const at = now()
    // A clock that was set back begins a new span too.
    if (Math.abs(at - since) >= everyMs) {
      spent.clear()
      since = at
    }
    const before = spent.get(who) ?? 0
    if (cost > 0) {
      if (!spent.has(who) && spent.size >= mostKnown) spent.delete(spent.keys().next().value as string)
      spent.set(who, before + cost)
    }
    return before < most
  }
}
