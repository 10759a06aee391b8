import type { Flow, FlowNode, Note } from '#schemas/flow.ts'
import { cardOf, outputsOf } from './catalogue.ts'
import type { Point } from './edits.ts'
import { cardWidth } from './picture.ts'

export interface Size {
  width: number
  height: number
}

/** What a card or a note takes of the canvas. */
export type Box = Point & Size

const grid = 20
/** What stays free between two cards. */
const gap = 20

/** A card's size before the browser has drawn and measured it, rather too high: three lines of text, a strip for a problem. */
export function estimatedSize(node: FlowNode): Size {
  if (node.type === 'start') return { width: cardWidth, height: 40 }
  const { text, chips = [], meta } = cardOf(node, { default: 'en', offered: [] })
  const content = (text ? 82 : 0) + (chips.length > 0 ? 12 + 30 * Math.ceil(chips.length / 2) : 0) + (meta ? 30 : 0)
  return { width: cardWidth, height: 44 + content + 32 * outputsOf(node).length + 48 }
}

export const boxOfNode = (node: FlowNode, sizes: ReadonlyMap<string, Size>): Box => ({
  ...node.position,
  ...(sizes.get(node.id) ?? estimatedSize(node)),
})
export const boxOfNote = ({ id, position, width = 196, height = 100 }: Note, sizes: ReadonlyMap<string, Size>): Box => ({
  ...position,
  ...(sizes.get(id) ?? { width, height }),
})

/** Everything on the canvas but what is left out. */
export const boxesOf = (
  { nodes, notes }: Pick<Flow, 'nodes' | 'notes'>,
  sizes: ReadonlyMap<string, Size>,
  but?: ReadonlySet<string>,
): Box[] => [
  ...nodes.filter(({ id }) => !but?.has(id)).map((node) => boxOfNode(node, sizes)),
  ...notes.filter(({ id }) => !but?.has(id)).map((note) => boxOfNote(note, sizes)),
]

export const overlaps = (one: Box, other: Box, between = gap): boolean =>
  one.x < other.x + other.width + between &&
  other.x < one.x + one.width + between &&
  one.y < other.y + other.height + between &&
  other.y < one.y + one.height + between

/** The shortest way to the right or down after which none of `moving` covers any of `fixed`; on the grid. */
export function clearOf(moving: Box[], fixed: Box[]): Point {
  const right = wayOut(moving, fixed, 'x', 'width')
  const down = wayOut(moving, fixed, 'y', 'height')
  return right <= down ? { x: right, y: 0 } : { x: 0, y: down }
}

function wayOut(moving: Box[], fixed: Box[], axis: 'x' | 'y', size: 'width' | 'height'): number {
  let by = 0
  for (;;) {
    const needed = moving.flatMap((box) => {
      const moved = { ...box, [axis]: box[axis] + by }
      return fixed.filter((other) => overlaps(moved, other)).map((other) => other[axis] + other[size] + gap - moved[axis])
    })
    if (needed.length === 0) return by
    // Each of these is in the way, so the farthest of them has to be passed in any case.
    by += Math.ceil(needed.reduce((most, each) => Math.max(most, each), 0) / grid) * grid
  }
}
