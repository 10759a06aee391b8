import { addDays, type Day } from '#nodes/dates.ts'

/** Counters of one grain from one day or month to another, both included, that are added up or taken away. */
export interface Piece {
  grain: 'day' | 'month'
  from: string
  to: string
  sign: 1 | -1
}

/**
 * What a period of days is made of, in as few counters as may be: whole months, and at its ends days; or a month without the days that are
 * not in the period, where these are fewer. `since`: the first month that is counted as a whole; those before are made of their days.
 */
export function piecesOf(from: Day, to: Day, since = ''): Piece[] {
  const pieces: Piece[] = []
  for (let first = `${from.slice(0, 7)}-01`; first <= to; first = firstOfNext(first)) {
    const month = first.slice(0, 7)
    const last = addDays(firstOfNext(first), -1)
    const inside = { from: from > first ? from : first, to: to < last ? to : last }
    const outside = daysBetween(first, inside.from) + daysBetween(inside.to, last)
    if (month < since || outside + 1 >= daysBetween(inside.from, inside.to) + 1) {
      add(pieces, { grain: 'day', ...inside, sign: 1 })
      continue
    }
    add(pieces, { grain: 'month', from: month, to: month, sign: 1 })
    if (inside.from > first) add(pieces, { grain: 'day', from: first, to: addDays(inside.from, -1), sign: -1 })
    if (inside.to < last) add(pieces, { grain: 'day', from: addDays(inside.to, 1), to: last, sign: -1 })
  }
  return pieces
}

/** Joins it to one that it follows. */
function add(pieces: Piece[], piece: Piece): void {
  const before = pieces.findLast(({ grain, sign }) => grain === piece.grain && sign === piece.sign)
  const next = before && (before.grain === 'day' ? addDays(before.to, 1) : firstOfNext(`${before.to}-01`).slice(0, 7))
  if (before && next === piece.from) before.to = piece.to
  else pieces.push(piece)
}

/** Every day of a period, both ends included. */
export const daysFrom = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => addDays(from, n))

const firstOfNext = (day: Day): Day => `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`

const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
