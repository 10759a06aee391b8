import type { InternalNode } from '@xyflow/react'
import type { Picture } from '../../document/picture.ts'
import classes from './handles.module.css'

/** Where a card's handles were when it was last measured; null when it has none of that kind. */
export type HandleBounds = NonNullable<InternalNode['internals']['handleBounds']>

/** Whether each way out of the node was there when it was measured, in this order: only then can a name stand in for its card. */
export const knowsAll = ({ rows }: Picture, { source }: HandleBounds): boolean =>
  rows.length === (source?.length ?? 0) && rows.every(({ output }, i) => output.name === source?.[i]?.id)

/**
 * The places of a far card's handles, for React Flow alone: whenever a card comes into sight it looks for them anew, and a line
 * whose handle it does not find is not drawn. Bare marks, since five hundred cards may be in sight at once.
 */
export function FarHandles({ bounds: { source, target } }: { bounds: HandleBounds }) {
  return (
    <div className={classes.marks} aria-hidden>
      {[...(source ?? []), ...(target ?? [])].map(({ id, type, position, x, y, width, height }) => (
        <i
          key={`${type} ${id}`}
          className={type}
          data-handleid={id ?? undefined}
          data-handlepos={position}
          style={{ left: x, top: y, width, height }}
        />
      ))}
    </div>
  )
}
