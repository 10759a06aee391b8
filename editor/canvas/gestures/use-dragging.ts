import type { OnNodeDrag } from '@xyflow/react'
import { useMemo } from 'react'
import { insertOnEdge, moveNodes } from '../../document/edits.ts'
import { mainOutput } from '../../document/place.ts'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import type { CanvasNode } from '../projection.ts'
import { edgeAt, pointOf } from './pointer-of.ts'

/** Moving cards: one drag is one step. A single card that is dropped on an edge goes into its middle. */
export function useDragging() {
  const { document, overlays } = useFlowEditor()
  return useMemo(() => {
    const onNodeDrag: OnNodeDrag<CanvasNode> = (event, node, nodes) => {
      const dropEdge = nodes.length === 1 && node.type === 'card' ? insertable(edgeAt(pointOf(event)), node.id) : null
      if (dropEdge !== overlays.getState().dropEdge) overlays.setState({ dropEdge })
    }
    const insertable = (edgeId: string | null, nodeId: string): string | null => {
      const edge = document.getState().flow.edges.find((each) => each.id === edgeId)
      return edge && edge.source !== nodeId && edge.target !== nodeId ? edge.id : null
    }
    const commit = (nodes: CanvasNode[], dropEdge: string | null) => {
      const positions = Object.fromEntries(nodes.map((node) => [node.id, node.position]))
      document.getState().edit(dropEdge ? 'insert' : 'move', (flow) => {
        const moved = moveNodes(flow, positions)
        const node = nodes.length === 1 ? moved.nodes.find((each) => each.id === nodes[0]?.id) : undefined
        return dropEdge && node ? insertOnEdge(moved, dropEdge, node.id, mainOutput(node)) : moved
      })
    }
    const onNodeDragStop: OnNodeDrag<CanvasNode> = (_event, _node, nodes) => {
      const { dropEdge } = overlays.getState()
      overlays.setState({ dropEdge: null })
      commit(nodes, dropEdge)
    }
    return {
      onNodeDrag,
      onNodeDragStop,
      onSelectionDragStop: (_event: unknown, nodes: CanvasNode[]) => commit(nodes, null),
    }
  }, [document, overlays])
}
