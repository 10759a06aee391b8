import '@xyflow/react/dist/base.css'
import './react-flow.css'
import {
  type AriaLabelConfig,
  Background,
  BackgroundVariant,
  ConnectionMode,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useStore,
} from '@xyflow/react'
import { type FocusEvent, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocument, useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import classes from './canvas.module.css'
import { CardNode } from './cards/CardNode.tsx'
import { NoteNode } from './cards/NoteNode.tsx'
import { StartNode } from './cards/StartNode.tsx'
import { DrawnLine } from './edges/DrawnLine.tsx'
import { WayEdge, type WayEdgeType } from './edges/WayEdge.tsx'
import { useConnecting } from './gestures/use-connecting.ts'
import { useDragging } from './gestures/use-dragging.ts'
import { useMenus } from './gestures/use-menus.ts'
import { type CanvasNode, keysId } from './projection.ts'
import { useProjection } from './use-projection.ts'
import { CanvasControls } from './viewport/CanvasControls.tsx'
import { firstLook } from './viewport/first-look.ts'
import { useTarget } from './viewport/use-target.ts'

const nodeTypes = { card: CardNode, start: StartNode, note: NoteNode } satisfies NodeTypes
const edgeTypes = { way: WayEdge }
const grid: [number, number] = [20, 20]

/** What the drawing, and whatever moves it, stands in. */
export const CanvasProvider = ReactFlowProvider

/** The drawing: React Flow shows what the document says and hands every gesture back as an edit. */
export function Canvas({ wide }: { wide: boolean }) {
  const projection = useProjection()
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  const statistics = useView((view) => view.mode === 'statistics')
  const drawing = wide && !readOnly && !statistics
  const { document } = useFlowEditor()
  const [opened] = useState(() => firstLook(document.getState().flow.nodes, { width: innerWidth, height: innerHeight }))
  const { t } = useTranslation('canvas')
  useTarget()
  return (
    <div className={classes.canvas} data-read-only={!drawing || undefined} data-zoom={useZoomStep()} dir="ltr">
      <ReactFlow<CanvasNode, WayEdgeType>
        {...projection}
        onFocus={useKeyboardSelection()}
        {...useConnecting()}
        {...useDragging()}
        {...useMenus()}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        connectionLineComponent={DrawnLine}
        defaultViewport={opened}
        minZoom={0.1}
        maxZoom={2}
        onlyRenderVisibleElements
        snapToGrid
        snapGrid={grid}
        nodesDraggable={drawing}
        nodesConnectable={drawing}
        edgesReconnectable={drawing}
        connectOnClick={false}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={28}
        selectionMode={SelectionMode.Partial}
        panActivationKeyCode="Space"
        selectionKeyCode="Shift"
        multiSelectionKeyCode={multiSelect}
        deleteKeyCode={null}
        disableKeyboardA11y
        edgesFocusable={false}
        tabIndex={-1}
        panOnScroll
        zoomOnDoubleClick={false}
        nodeDragThreshold={2}
        elevateNodesOnSelect
        ariaLabelConfig={useAriaLabels()}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} color="var(--al-canvas-dot)" />
        <CanvasControls wide={wide} />
      </ReactFlow>
      <p id={keysId} className="al-hidden">
        {t('aria.node')}
      </p>
    </div>
  )
}

const multiSelect = ['Meta', 'Control', 'Shift']

/** A card that the keyboard comes to is the selected one; a press of the pointer selects by itself. */
function useKeyboardSelection(): (event: FocusEvent) => void {
  const { look } = useFlowEditor()
  return useCallback(
    ({ target }) => {
      const id = target.matches('.react-flow__node:focus-visible') ? target.getAttribute('data-id') : null
      if (id && !look.getState().selection.nodes.includes(id)) look.setState({ selection: { nodes: [id], edges: [] } })
    },
    [look],
  )
}

/** Cards lose their details under half size and the ground its dots under 40 %: only the crossing of a step draws anything anew. */
function useZoomStep(): 'near' | 'far' | 'tiny' {
  const { overlays } = useFlowEditor()
  const step = useStore(({ transform: [, , zoom] }) => (zoom < 0.4 ? 'tiny' : zoom < 0.5 ? 'far' : 'near'))
  useEffect(() => {
    overlays.setState({ far: step !== 'near' })
  }, [overlays, step])
  return step
}

function useAriaLabels(): Partial<AriaLabelConfig> {
  const { t } = useTranslation('canvas')
  return useMemo(
    () => ({
      'minimap.ariaLabel': t('aria.minimap'),
      'handle.ariaLabel': t('aria.handle'),
    }),
    [t],
  )
}
