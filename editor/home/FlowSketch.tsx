import { useMemo } from 'react'
import type { Flow } from '#schemas/flow.ts'
import { cardWidth, rowAt, type SketchCard, sketchOf, sketchSize } from './sketch.ts'

const rowWidths = [34, 28, 38, 24]

/** A small picture of how a flow begins. */
export function FlowSketch({ flow }: { flow: Flow }) {
  const { cards, edges } = useMemo(() => sketchOf(flow), [flow])
  const { width, height } = sketchSize
  return (
    <svg width="100%" height={height} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect x={-width} width={width * 3} height={height} fill="var(--al-canvas)" />
      {edges.map(({ id, from, to }) => {
        const middle = (from.x + to.x) / 2
        const way = `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
        return <path key={id} d={way} fill="none" stroke="var(--al-edge)" strokeWidth="1.25" />
      })}
      {cards.map((card) => (
        <Card key={card.id} card={card} />
      ))}
    </svg>
  )
}

function Card({ card }: { card: SketchCard }) {
  const { x, y, height, category } = card
  const ink = `var(--al-${category})`
  return (
    <g>
      <rect x={x} y={y} width={cardWidth} height={height} rx="5" fill="var(--al-surface)" stroke="var(--al-line-strong)" />
      <rect
        x={x + 5}
        y={y + 4}
        width="8"
        height="8"
        rx="2"
        fill={`var(--al-${category}-tint)`}
        stroke={ink}
        strokeOpacity=".6"
        strokeWidth=".75"
      />
      <rect x={x + 17} y={y + 6.5} width="26" height="3" rx="1.5" fill="var(--al-line-strong)" />
      {Array.from({ length: card.rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity
        <g key={row}>
          <rect x={x + 5} y={rowAt(card, row) - 1.5} width={rowWidths[row]} height="3" rx="1.5" fill="var(--al-line)" />
          <circle cx={x + cardWidth} cy={rowAt(card, row)} r="2.5" fill={ink} stroke="var(--al-surface)" />
        </g>
      ))}
    </g>
  )
}
