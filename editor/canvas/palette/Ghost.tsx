import { useStore } from '@xyflow/react'
import { descriptionOf, outputsOf } from '../../document/catalogue.ts'
import type { Picture } from '../../document/picture.ts'
import { useOverlay } from '../../open-flow/flow-editor.ts'
import { CardFace } from '../cards/CardFace.tsx'
import card from '../cards/card.module.css'
import classes from './ghost.module.css'

/** The card that hangs at the pointer while it is dragged from the palette, as large as it will be. */
export function Ghost() {
  const ghost = useOverlay((overlay) => overlay.ghost)
  const zoom = useStore(({ transform }) => transform[2])
  if (!ghost) return null
  const { x, y } = ghost.screen
  return (
    <div
      className={classes.ghost}
      data-over={ghost.over || undefined}
      style={{ transform: `translate(${x}px, ${y}px) scale(${zoom}) translate(-20px, -22px)` }}
    >
      <article className={card.card} data-category={descriptionOf(ghost.type)?.category}>
        <CardFace picture={pictureOf(ghost.type)} still />
      </article>
    </div>
  )
}

function pictureOf(type: string): Picture {
  const node = { id: 'ghost', type, position: { x: 0, y: 0 }, data: { config: descriptionOf(type)?.defaults ?? {} } }
  return { node, rows: outputsOf(node).map((output) => ({ output, way: { kind: 'open' } })) }
}
