import type { Line } from '../../document/picture.ts'

/** The two ends of a line, at the cards' borders, and where the card it leaves ends. */
export interface Ends {
  sourceX: number
  sourceY: number
  targetX: number
  targetY: number
  bottom: number
  /** The start pill's output is under it. */
  down?: boolean
}

export interface Path {
  d: string
  /** The middle, for the number, the plus and the drop. */
  x: number
  y: number
}

const corner = 14
const lead = 24
const laneWidth = 8

/** The drawing of a line: a curve to the next column, or straight pieces with round corners in a lane of its own. */
export function edgePath(route: Line['route'], lane: number, ends: Ends): Path {
  const { sourceX: sx, sourceY: sy, targetX: tx, targetY: ty, bottom, down } = ends
  if (down) return drop(ends)
  if (route === 'curve') {
    const reach = Math.max(36, Math.abs(tx - sx) / 2)
    return { d: `M${sx} ${sy}C${sx + reach} ${sy} ${tx - reach} ${ty} ${tx} ${ty}`, x: (sx + tx) / 2, y: (sy + ty) / 2 }
  }
  const out = sx + lead + lane * laneWidth
  if (route === 'step') return { d: rounded([sx, sy, out, sy, out, ty, tx, ty]), x: out, y: (sy + ty) / 2 }
  const back = tx - lead - lane * laneWidth
  const floor = bottom + corner + 2 + lane * laneWidth
  return { d: rounded([sx, sy, out, sy, out, floor, back, floor, back, ty, tx, ty]), x: (out + back) / 2, y: floor }
}

/** From the start pill down: into the card below it from above, else in a curve to the card's side. */
function drop({ sourceX: sx, sourceY: sy, targetX: tx, targetY: ty }: Ends): Path {
  const top = ty - 22
  if (sx > tx && sx < tx + 228 && top >= sy) return { d: `M${sx} ${sy}V${top}`, x: sx, y: (sy + top) / 2 }
  return { d: `M${sx} ${sy}C${sx} ${sy + 60} ${tx - 60} ${ty} ${tx} ${ty}`, x: (sx + tx) / 2, y: (sy + ty) / 2 }
}

/** A line through the points with corners as round as they fit. */
function rounded(flat: number[]): string {
  const at = (i: number) => [flat[2 * i] as number, flat[2 * i + 1] as number] as const
  const last = flat.length / 2 - 1
  let d = `M${at(0).join(' ')}`
  for (let i = 1; i < last; i++) {
    const [[ax, ay], [x, y], [bx, by]] = [at(i - 1), at(i), at(i + 1)]
    const [before, after] = [Math.hypot(x - ax, y - ay), Math.hypot(bx - x, by - y)]
    const radius = Math.min(corner, before / 2, after / 2)
    const toward = (px: number, py: number, length: number) =>
      length === 0 ? `${x} ${y}` : `${x + ((px - x) / length) * radius} ${y + ((py - y) / length) * radius}`
    d += `L${toward(ax, ay, before)}Q${x} ${y} ${toward(bx, by, after)}`
  }
  return `${d}L${at(last).join(' ')}`
}
