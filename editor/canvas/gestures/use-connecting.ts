import { type Connection, type FinalConnectionState, useReactFlow } from '@xyflow/react'
import { useCallback, useMemo } from 'react'
import { connect, disconnect, reconnect } from '../../document/edits.ts'
import { useFlowEditor } from '../../open-flow/flow-editor.ts'
import type { WayEdgeType } from '../edges/WayEdge.tsx'
import type { CanvasNode } from '../projection.ts'
import { pointOf } from './pointer-of.ts'

/** Drawing edges: to an input, onto a card, or into the empty canvas, where the picker asks what shall come next. */
export function useConnecting() {
  const { document, overlays } = useFlowEditor()
  const { screenToFlowPosition } = useReactFlow<CanvasNode, WayEdgeType>()

  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle) document.getState().edit('connect', (flow) => connect(flow, { source, sourceHandle }, target))
    },
    [document],
  )
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const source = state.fromNode?.id
      const sourceHandle = state.fromHandle?.id
      if (state.isValid || !source || !sourceHandle || state.fromHandle?.type !== 'source') return
      const screen = pointOf(event)
      const card = cardAt(screen)
      if (card && card !== 'start') document.getState().edit('connect', (flow) => connect(flow, { source, sourceHandle }, card))
      else if (!card && onPane(screen))
        overlays.setState({
          picking: { screen, at: screenToFlowPosition(screen), placement: { kind: 'from', from: { source, sourceHandle } } },
        })
    },
    [document, overlays, screenToFlowPosition],
  )
  const onReconnect = useCallback(
    (edge: WayEdgeType, { source, sourceHandle, target }: Connection) => {
      if (sourceHandle) document.getState().edit('connect', (flow) => reconnect(flow, edge.id, { source, sourceHandle, target }))
    },
    [document],
  )
  const onReconnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, edge: WayEdgeType, _end: unknown, state: FinalConnectionState) => {
      if (state.isValid) return
      const { source, sourceHandle } = edge.data?.line.edge ?? {}
      const card = cardAt(pointOf(event))
      if (card && card !== 'start' && source && sourceHandle)
        document.getState().edit('connect', (flow) => connect(flow, { source, sourceHandle }, card))
      else document.getState().edit('disconnect', (flow) => disconnect(flow, [edge.id]))
    },
    [document],
  )
  return useMemo(
    () => ({ onConnect, onConnectEnd, onReconnect, onReconnectEnd }),
    [onConnect, onConnectEnd, onReconnect, onReconnectEnd],
  )
}

type Screen = { x: number; y: number }

/** The card under a point of the screen; `start` when it takes no edges. */
function cardAt({ x, y }: Screen): string | undefined {
  const node = document.elementFromPoint(x, y)?.closest('.react-flow__node')
  if (!node || node.classList.contains('react-flow__node-note')) return undefined
  return node.classList.contains('react-flow__node-start') ? 'start' : (node.getAttribute('data-id') ?? undefined)
}

const onPane = ({ x, y }: Screen): boolean => document.elementFromPoint(x, y)?.closest('.react-flow') !== null
