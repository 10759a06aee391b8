/** An instant as ISO 8601 in UTC with milliseconds: sorts as text, reads the same in every store. */
export type Instant = string

/** The same few milliseconds are asked for over and over while messages come in. */
const written = new Map<number, Instant>()
const mostKept = 5_000

/** Milliseconds since 1970 as an instant. Throws a `RangeError` for what is no time. */
export function instantAt(ms: number): Instant {
  const known = written.get(ms)
  if (known !== undefined) return known
  const instant = new Date(ms).toISOString()
  if (written.size >= mostKept) written.clear()
  written.set(ms, instant)
  return instant
}

/** The instant so many seconds after another. */
export const secondsAfter = (instant: Instant, seconds: number): Instant => instantAt(Date.parse(instant) + seconds * 1000)
