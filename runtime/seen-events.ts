import { mostRecent, type PersonEvent, type SeenEvents } from '#schemas/event.ts'

/** What is known of a type's events with one more of them, whatever order they come in. */
export function withEvent(seen: SeenEvents | undefined, { at, data }: Pick<PersonEvent, 'at' | 'data'>): SeenEvents {
  const total = typeof data.total === 'number' && Number.isFinite(data.total) ? data.total : undefined
  if (!seen)
    return { count: 1, first: at, last: at, ...(total === undefined ? {} : { sum: total, lastTotal: total }), recent: [at] }
  const { count, first, last, sum, lastTotal, recent } = seen
  const newest = at > last ? total : at < last ? lastTotal : greater(total, lastTotal)
  const added = total === undefined ? sum : rounded((sum ?? 0) + total)
  return {
    count: count + 1,
    first: at < first ? at : first,
    last: at > last ? at : last,
    ...(added === undefined ? {} : { sum: added }),
    ...(newest === undefined ? {} : { lastTotal: newest }),
    recent: [...recent, at].sort().reverse().slice(0, mostRecent),
  }
}

/** What is known of two people's events, as of one. */
export function together(
  one: Readonly<Record<string, SeenEvents>>,
  other: Readonly<Record<string, SeenEvents>>,
): Record<string, SeenEvents> {
  const types = new Set([...Object.keys(one), ...Object.keys(other)])
  return Object.fromEntries([...types].map((type) => [type, joined(one[type], other[type])]))
}

function joined(one: SeenEvents | undefined, other: SeenEvents | undefined): SeenEvents {
  if (!one || !other) return (one ?? other) as SeenEvents
  const sum = one.sum === undefined && other.sum === undefined ? undefined : rounded((one.sum ?? 0) + (other.sum ?? 0))
  const last =
    one.last === other.last ? greater(one.lastTotal, other.lastTotal) : one.last > other.last ? one.lastTotal : other.lastTotal
  return {
    count: one.count + other.count,
    first: one.first < other.first ? one.first : other.first,
    last: one.last > other.last ? one.last : other.last,
    ...(sum === undefined ? {} : { sum }),
    ...(last === undefined ? {} : { lastTotal: last }),
    recent: [...one.recent, ...other.recent].sort().reverse().slice(0, mostRecent),
  }
}

const greater = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

/** Sums of money in any order come to the same. */
const rounded = (sum: number): number => Math.round(sum * 1e4) / 1e4
