/** An instant as ISO 8601 in UTC with milliseconds: sorts as text, reads the same in every store. */
export type Instant = string

/** The same few milliseconds are asked for over and over while messages come in. */
const written = new Map<number, Instant>()
const mostKept = 5_000

/** The years that four digits can write: outside them, instants would not sort as text. */
const [earliest, latest] = [Date.parse('0000-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Milliseconds since 1970 as an instant; the first or the last there is for what lies beyond. Throws a `RangeError` for NaN. */
export function instantAt(time: number): Instant {
  const ms = Math.min(Math.max(time, earliest), latest)
  const known = written.get(ms)
  if (known !== undefined) return known
  const instant = new Date(ms).toISOString()
  if (written.size >= mostKept) written.clear()
  written.set(ms, instant)
  return instant
}

/** The instant so many seconds after another. */
export const secondsAfter = (instant: Instant, seconds: number): Instant => instantAt(Date.parse(instant) + seconds * 1000)
