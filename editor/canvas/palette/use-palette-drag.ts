import { type PointerEvent as ReactPointerEvent, useCallback } from 'react'
import { useCommands } from '../../commands/use-commands.ts'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import { edgeAt } from '../gestures/pointer-of.ts'
import { place } from './place-picked.ts'

/** How far the pointer goes before a press becomes a drag. */
const threshold = 4

/** Drags a node type from the palette, with mouse, pen or finger; Escape lets go of it. A press that goes nowhere is a click. */
export function usePaletteDrag(type: string, onClick: () => void): (event: ReactPointerEvent) => void {
  const editor = useFlowEditor()
  const { context } = useCommands()
  return useCallback(
    (down) => {
      if (down.button !== 0) return
      const { overlays } = editor
      const from = { x: down.clientX, y: down.clientY }
      const item = down.currentTarget
      let moved = false
      const onMove = (event: PointerEvent) => {
        const screen = { x: event.clientX, y: event.clientY }
        if (!overlays.getState().ghost && Math.hypot(screen.x - from.x, screen.y - from.y) < threshold) return
        moved = true
        const over = overCanvas(screen)
        overlays.setState({ ghost: { type, screen, over }, dropEdge: over ? edgeAt(screen) : null })
      }
      const onUp = (event: PointerEvent) => {
        const { ghost, dropEdge } = overlays.getState()
        end()
        if (!moved && event.type === 'pointerup') return onClick()
        if (!ghost?.over || event.type === 'pointercancel') return
        const { canvas } = context()
        const at = canvas.toFlow({ x: event.clientX, y: event.clientY })
        place(editor, type, { at, placement: dropEdge ? { kind: 'edge', edgeId: dropEdge } : { kind: 'free' } })
        canvas.focus()
      }
      const onKey = (event: KeyboardEvent) => {
        if (event.key === 'Escape') end()
      }
      const end = () => {
        overlays.setState({ ghost: null, dropEdge: null })
        item.removeEventListener('pointermove', onMove as EventListener)
        item.removeEventListener('pointerup', onUp as EventListener)
        item.removeEventListener('pointercancel', onUp as EventListener)
        window.removeEventListener('keydown', onKey, true)
      }
      item.setPointerCapture(down.pointerId)
      item.addEventListener('pointermove', onMove as EventListener)
      item.addEventListener('pointerup', onUp as EventListener)
      item.addEventListener('pointercancel', onUp as EventListener)
      window.addEventListener('keydown', onKey, true)
    },
    [editor, context, type, onClick],
  )
}

const overCanvas = ({ x, y }: { x: number; y: number }): boolean => {
  const under = document.elementFromPoint(x, y)
  return under?.closest('.react-flow') != null
}
