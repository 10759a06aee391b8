import { useReactFlow } from '@xyflow/react'
import { type MouseEvent as ReactMouseEvent, useMemo } from 'react'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import type { MenuTarget } from '../../open-flow/overlays.ts'
import type { WayEdgeType } from '../edges/WayEdge.tsx'
import type { CanvasNode } from '../projection.ts'

/** Context menus, clicks and what the pointer is over. */
export function useMenus() {
  const { document, look, overlays } = useFlowEditor()
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    const open = (event: ReactMouseEvent | MouseEvent, target: MenuTarget) => {
      event.preventDefault()
      const screen = { x: event.clientX, y: event.clientY }
      overlays.setState({ menu: { screen, at: screenToFlowPosition(screen), target } })
    }
    // What was selected when the pointer went down: by the click it is what was clicked.
    let before: string[] = []
    return {
      onPointerDownCapture: () => {
        before = look.getState().selection.nodes
      },
      onNodeClick: ({ target, shiftKey, ctrlKey, metaKey }: ReactMouseEvent, node: CanvasNode) => {
        const { panel, mode, show } = look.getState()
        const again = before.length === 1 && before[0] === node.id && !(shiftKey || ctrlKey || metaKey)
        const plain = target instanceof Element && !target.closest('button, input, textarea')
        if (again && plain && node.type !== 'note' && mode === 'build' && panel !== 'try') show('inspector')
      },
      onNodeContextMenu: (event: ReactMouseEvent, node: CanvasNode) => {
        const { selection, select } = look.getState()
        if (selection.nodes.length > 1 && selection.nodes.includes(node.id)) return open(event, { kind: 'selection' })
        if (!selection.nodes.includes(node.id)) select([node.id])
        open(event, { kind: node.type === 'note' ? 'note' : 'node', id: node.id })
      },
      onEdgeContextMenu: (event: ReactMouseEvent, edge: WayEdgeType) => {
        look.getState().select([], [edge.id])
        open(event, { kind: 'edge', id: edge.id })
      },
      onPaneContextMenu: (event: ReactMouseEvent | MouseEvent) => open(event, { kind: 'pane' }),
      onSelectionContextMenu: (event: ReactMouseEvent) => open(event, { kind: 'selection' }),
      onNodeDoubleClick: (_event: ReactMouseEvent, node: CanvasNode) => {
        if (node.type !== 'note') look.getState().show('inspector')
      },
      onEdgeMouseEnter: (_event: ReactMouseEvent, edge: WayEdgeType) => overlays.setState({ hoveredEdge: edge.id }),
      onEdgeMouseLeave: (event: ReactMouseEvent) => {
        // The plus lies above its edge: going onto it is not leaving.
        const to = event.relatedTarget
        if (!(to instanceof Element && to.closest('[data-insert]'))) overlays.setState({ hoveredEdge: null })
      },
      onPaneClick: (event: ReactMouseEvent) => {
        if (event.detail === 2 && document.getState().saveState !== 'read-only' && look.getState().mode === 'build') {
          const screen = { x: event.clientX, y: event.clientY }
          overlays.setState({ picking: { screen, at: screenToFlowPosition(screen), placement: { kind: 'free' } } })
        }
      },
    }
  }, [document, look, overlays, screenToFlowPosition])
}
