import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, useStore } from '@xyflow/react'
import { type CSSProperties, memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Line } from '../../document/picture.ts'
import { brokenEdges } from '../../document/problems.ts'
import { useDocument, useFlowEditor, useOverlay, useView } from '../../open-flow/flow-editor.ts'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { leftBy, trafficWidth } from '../statistics/traffic.ts'
import classes from './edge.module.css'
import { edgePath } from './edge-path.ts'

export type WayEdgeType = Edge<{ line: Line; lost: boolean; down: boolean }, 'way'>

/** Half of a handle's hit area: lines begin at the card's border, under the handle. */
const handle = 12

/** The way from an output to the next node. */
export const WayEdge = memo(function WayEdge(props: EdgeProps<WayEdgeType>) {
  const { id, source, target, selected, data, sourceX, sourceY, targetX, targetY } = props
  const { line, lost, down } = data as NonNullable<typeof data>
  const bottom = useStore((state) => (line.route === 'under' ? bottomOf(state.nodeLookup.get(source)) : 0))
  const path = edgePath(line.route, line.lane, {
    sourceX: down ? sourceX : sourceX - handle,
    sourceY: down ? sourceY - handle : sourceY,
    targetX: targetX + handle,
    targetY,
    bottom,
    down,
  })
  const { touched, lit, people, width } = useView(
    useShallow(({ selection, litPath, mode, statistics }) => {
      const figures = mode === 'statistics' ? statistics : null
      const passed = figures && leftBy(figures.nodes[source], line.edge.sourceHandle)
      return {
        touched: selection.nodes.includes(source) || selection.nodes.includes(target),
        lit: litPath === null ? undefined : litPath.edges.includes(id) ? 'lit' : 'dim',
        people: passed,
        width: figures && passed !== null ? trafficWidth(figures, passed) : undefined,
      }
    }),
  )
  const broken = useDocument((document) => brokenEdges(document.problems).has(id))
  const { dropping, pointed } = useOverlay(
    useShallow((overlay) => ({ dropping: overlay.dropEdge === id, pointed: overlay.hoveredEdge === id })),
  )
  return (
    <>
      <g
        className={classes.way}
        data-selected={selected || touched || undefined}
        data-lit={lit}
        data-broken={broken || undefined}
        data-dropping={dropping || undefined}
        data-traffic={width === undefined ? undefined : lost ? 'lost' : 'kept'}
        style={width === undefined ? undefined : ({ '--traffic': `${width}px` } as CSSProperties)}
      >
        <BaseEdge path={path.d} interactionWidth={20} className={classes.line} />
      </g>
      {people === null && (dropping || pointed) && (
        <EdgeLabelRenderer>
          <Insert edgeId={id} x={path.x} y={path.y} />
        </EdgeLabelRenderer>
      )}
      {people !== null && people > 0 && (
        <EdgeLabelRenderer>
          <span className={classes.number} style={{ transform: `translate(-50%, -50%) translate(${path.x}px, ${path.y}px)` }}>
            {formatNumber(people)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

/** The plus in an edge's middle, shown while the edge is hovered or selected. */
function Insert({ edgeId, x, y }: { edgeId: string; x: number; y: number }) {
  const { t } = useTranslation('canvas')
  const { overlays } = useFlowEditor()
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  if (readOnly) return null
  return (
    <button
      type="button"
      data-insert
      className={`${classes.plus} nodrag nopan`}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      aria-label={t('edge.insert')}
      onMouseEnter={() => overlays.setState({ hoveredEdge: edgeId })}
      onMouseLeave={() => overlays.setState({ hoveredEdge: null })}
      onClick={(event) =>
        overlays.setState({
          hoveredEdge: null,
          picking: { screen: { x: event.clientX, y: event.clientY }, at: { x, y }, placement: { kind: 'edge', edgeId } },
        })
      }
    >
      <Icon name="plus" size={14} />
    </button>
  )
}

const bottomOf = (node: { internals: { positionAbsolute: { y: number } }; measured: { height?: number } } | undefined): number =>
  node ? node.internals.positionAbsolute.y + (node.measured.height ?? 0) : 0
