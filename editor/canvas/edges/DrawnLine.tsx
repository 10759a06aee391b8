import type { ConnectionLineComponentProps } from '@xyflow/react'
import type { CanvasNode } from '../projection.ts'
import classes from './edge.module.css'
import { edgePath } from './edge-path.ts'

/** An edge while it is drawn: round river dots. */
export function DrawnLine({ fromX, fromY, toX, toY }: ConnectionLineComponentProps<CanvasNode>) {
  const { d } = edgePath('curve', 0, { sourceX: fromX, sourceY: fromY, targetX: toX, targetY: toY, bottom: 0 })
  return <path className={classes.drawn} d={d} />
}
