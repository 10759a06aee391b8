const units: [RegExp, number][] = [
  [/^(s|sec|secs|second|seconds)$/, 1],
  [/^(m|min|mins|minute|minutes)$/, 60],
  [/^(h|hr|hrs|hour|hours)$/, 3600],
  [/^(d|day|days)$/, 86_400],
  [/^(w|week|weeks)$/, 604_800],
]

/** Seconds from what people write: `30 min`, `2h`, `1 h 30`, `1.5 days`. A bare number is minutes. Undefined when it is no time. */
export function parseDuration(text: string): number | undefined {
  const parts = text.trim().toLowerCase().replaceAll(',', '.')
  if (!/^(\d+(\.\d+)?\s*\p{L}*\s*)+$/u.test(parts)) return undefined
  let seconds = 0
  let last = 3600
  for (const [, count, word] of parts.matchAll(/(\d+(?:\.\d+)?)\s*(\p{L}*)/gu)) {
    // "1 h 30": what follows a unit without one of its own is in the next smaller unit.
    const unit = word === '' ? next(last) : units.find(([name]) => name.test(word as string))?.[1]
    if (unit === undefined) return undefined
    seconds += Number(count) * unit
    last = unit
  }
  return seconds > 0 ? Math.round(seconds) : undefined
}

const next = (unit: number): number => units.findLast(([, seconds]) => seconds < unit)?.[1] ?? 1
