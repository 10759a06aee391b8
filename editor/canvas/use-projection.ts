import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { descriptionOf, outputsOf } from '../document/catalogue.ts'
import { drawFlow, type FlowPicture } from '../document/picture.ts'
import { problemsOf } from '../document/problems.ts'
import { useDocument, useFlowEditor, useView, useWording } from '../open-flow/flow-editor.ts'
import type { WayEdgeType } from './edges/WayEdge.tsx'
import { type CanvasNode, type Names, projectEdges, projectNodes } from './projection.ts'

/**
 * React Flow's nodes and edges, projected from the document and the selection. What React Flow changes on its own (a position while
 * dragging, a measured size) lives only here until the gesture ends.
 */
export function useProjection() {
  const { look } = useFlowEditor()
  const flow = useDocument((document) => document.flow)
  const selection = useView((view) => view.selection)
  const names = useNames()

  const drawn = useRef<FlowPicture | undefined>(undefined)
  const picture = useMemo(() => {
    drawn.current = drawFlow(flow, drawn.current)
    return drawn.current
  }, [flow])

  const lastEdges = useRef<WayEdgeType[]>([])
  const edges = useMemo(() => {
    lastEdges.current = projectEdges(picture, lastEdges.current, new Set(selection.edges), names)
    return lastEdges.current
  }, [picture, selection.edges, names])

  const [nodes, setNodes] = useState<CanvasNode[]>(() => projectNodes(flow, picture, [], new Set(selection.nodes), names))
  useEffect(() => {
    setNodes((current) => projectNodes(flow, picture, current, new Set(selection.nodes), names))
  }, [flow, picture, selection.nodes, names])

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const selecting = changes.filter((change) => change.type === 'select')
      if (selecting.length > 0) {
        const { selection: before, select } = look.getState()
        select(changed(before.nodes, selecting), before.edges)
      }
      const shown = changes.filter((change) => change.type === 'position' || change.type === 'dimensions')
      if (shown.length > 0) setNodes((current) => applyNodeChanges(shown, current))
    },
    [look],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange<WayEdgeType>[]) => {
      const selecting = changes.filter((change) => change.type === 'select')
      if (selecting.length === 0) return
      const { selection: before, select } = look.getState()
      select(before.nodes, changed(before.edges, selecting))
    },
    [look],
  )
  return { nodes, edges, onNodesChange, onEdgesChange }
}

function changed(ids: string[], changes: { id: string; selected: boolean }[]): string[] {
  const next = new Set(ids)
  for (const change of changes) {
    if (change.selected) next.add(change.id)
    else next.delete(change.id)
  }
  return [...next]
}

/** "Menu: Choose a topic. 5 outputs, 1 problem": what a screen reader says for a card. */
function useNames(): Names {
  const { t } = useTranslation('canvas')
  const wording = useWording()
  const nodes = useDocument((document) => document.flow.nodes)
  const problems = useDocument((document) => document.problems)
  return useMemo(() => {
    const byId = new Map(nodes.map((node) => [node.id, node]))
    const title = (id: string) => {
      const node = byId.get(id)
      return node ? wording.title(node) : id
    }
    return {
      node: (id) => {
        const node = byId.get(id)
        if (!node) return id
        const count = problemsOf(problems, id).length
        const name = node.data.name ? `${wording.type(node.type)}: ${node.data.name}` : wording.type(node.type)
        const outputs = t('card.outputs', { count: descriptionOf(node.type) ? outputsOf(node).length : 0 })
        return count === 0 ? `${name}. ${outputs}` : `${name}. ${outputs}, ${t('problem.count', { count })}`
      },
      edge: (source, output, target) =>
        t('edge.name', { from: title(source), output: wording.way(byId.get(source), output), to: title(target) }),
    }
  }, [t, wording, nodes, problems])
}
