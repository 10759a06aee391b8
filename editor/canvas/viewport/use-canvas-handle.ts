import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import type { CanvasHandle } from '../../commands/contract.ts'
import type { Point } from '../../document/edits.ts'
import { gently } from './use-target.ts'

/** The canvas as commands know it. `pointer` follows the mouse; without one, the middle of what is seen is meant. */
export function useCanvasHandle(): {
  handle: CanvasHandle
  onPointerMove(event: { clientX: number; clientY: number; target: EventTarget }): void
} {
  const flow = useReactFlow()
  const store = useStoreApi()
  const last = useRef<Point | null>(null)
  return useMemo(() => {
    const pane = () => store.getState().domNode
    const middle = (): Point => {
      const box = pane()?.getBoundingClientRect()
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 }
    }
    /** React Flow hides a card until it has measured it, and what is hidden takes no focus. */
    const cardOf = (nodeId: string) => {
      const card = pane()?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`)
      return card && getComputedStyle(card).visibility === 'visible' ? card : undefined
    }
    /** What these take together, once all of them have a size. */
    const boxOf = (nodeIds: string[]) => {
      const measured = nodeIds.every((id) => {
        const size = flow.getInternalNode(id)?.measured
        return size?.width && size.height
      })
      return measured && nodeIds.length > 0 ? flow.getNodesBounds(nodeIds) : undefined
    }
    /** Whether the canvas stands where it stood when this was asked before: what is in sight on the way may not be at its end. */
    const stillness = () => {
      let before = ''
      return () => {
        const last = before
        before = JSON.stringify(flow.getViewport())
        return before === last
      }
    }
    const handle: CanvasHandle = {
      fit: (ids) =>
        void flow.fitView({ ...gently, padding: 0.1, minZoom: 0.1, ...(ids ? { nodes: ids.map((id) => ({ id })) } : {}) }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: gently.duration / 2 }),
      zoomTo: (zoom) => void flow.zoomTo(zoom, { duration: gently.duration / 2 }),
      reveal: (...nodeIds) => {
        const isStill = stillness()
        whenThere(
          () => (isStill() ? boxOf(nodeIds) : undefined),
          ({ x, y, width, height }) => {
            const box = pane()?.getBoundingClientRect()
            if (!box) return
            const start = flow.flowToScreenPosition({ x, y })
            const end = flow.flowToScreenPosition({ x: x + width, y: y + height })
            const inside = start.x > box.left + 20 && start.y > box.top + 20 && end.x < box.right - 20 && end.y < box.bottom - 20
            const zoom = flow.getZoom()
            // Several may need more room than there is; one is read at the size that is.
            const minZoom = nodeIds.length > 1 ? Math.min(zoom, gently.minZoom) : zoom
            if (!inside) void flow.fitView({ ...gently, nodes: nodeIds.map((id) => ({ id })), minZoom, maxZoom: zoom })
          },
        )
      },
      pointer: () => flow.screenToFlowPosition(last.current ?? middle()),
      toScreen: (point) => flow.flowToScreenPosition(point),
      toFlow: (screen) => flow.screenToFlowPosition(screen),
      sizes: () =>
        new Map(
          flow
            .getNodes()
            .flatMap(({ id, measured }) =>
              measured?.width && measured.height ? [[id, { width: measured.width, height: measured.height }] as const] : [],
            ),
        ),
      focus: (nodeId) => {
        if (nodeId === undefined) pane()?.focus({ preventScroll: true })
        else
          whenThere(
            () => cardOf(nodeId),
            (card) => card.focus({ preventScroll: true }),
          )
      },
      focusPalette: () => document.querySelector<HTMLElement>('[data-palette-search]')?.focus(),
    }
    return {
      handle,
      onPointerMove: (event) => {
        const over = event.target instanceof Element && event.target.closest('.react-flow')
        last.current = over ? { x: event.clientX, y: event.clientY } : null
      },
    }
  }, [flow, store])
}

const longestWaitMs = 2_000

/** A node that was just added has no size yet, one out of sight no card: both take a few frames, and a slow machine has few. */
function whenThere<T>(find: () => T | undefined, work: (found: T) => void, until = performance.now() + longestWaitMs): void {
  const found = find()
  if (found !== undefined) work(found)
  else if (performance.now() < until) requestAnimationFrame(() => whenThere(find, work, until))
}
