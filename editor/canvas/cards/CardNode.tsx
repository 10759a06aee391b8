import { Handle, type Node, type NodeProps, Position, useStore, useUpdateNodeInternals } from '@xyflow/react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { keysOf } from '#schemas/json-pointer.ts'
import { descriptionOf } from '../../document/catalogue.ts'
import { clashesOf } from '../../document/open-clashes.ts'
import type { Picture } from '../../document/picture.ts'
import { problemsOf } from '../../document/problems.ts'
import { useDocument, useOverlay, useView, useWording } from '../../open-flow/flow-editor.ts'
import { formatShare } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { LeftByCommand } from '../statistics/StatisticsStrip.tsx'
import statistics from '../statistics/statistics.module.css'
import { CardFace } from './CardFace.tsx'
import classes from './card.module.css'
import { FarHandles, type HandleBounds, knowsAll } from './FarHandles.tsx'
import handles from './handles.module.css'
import { ProblemStrip } from './ProblemStrip.tsx'

export type CardNodeType = Node<{ picture: Picture }, 'card'>

/** A node on the canvas. */
export const CardNode = memo(function CardNode(props: NodeProps<CardNodeType>) {
  const far = useOverlay((overlay) => overlay.far)
  const bounds = useStore(({ nodeLookup }) => (far ? nodeLookup.get(props.id)?.internals.handleBounds : undefined))
  // What was measured once keeps its size and its handles' places, so that the name alone can stand in for the card.
  return bounds && props.height && knowsAll(props.data.picture, bounds) ? (
    <FarCard {...props} bounds={bounds} />
  ) : (
    <NearCard {...props} />
  )
})

function FarCard({ data: { picture }, selected, height, bounds }: NodeProps<CardNodeType> & { bounds: HandleBounds }) {
  const { node } = picture
  const wording = useWording()
  const lit = useLit(node.id)
  const severity = useDocument((document) => problemsOf(document.problems, node.id)[0]?.severity)
  const description = descriptionOf(node.type)
  return (
    <article
      className={classes.card}
      style={{ height }}
      data-selected={selected || undefined}
      data-lit={lit}
      data-problem={severity}
    >
      <VariableMark id={node.id} />
      <header className={classes.header} data-far>
        <Tile icon={description?.icon ?? 'point'} category={description?.category} />
        <h2 className={classes.title} dir="auto">
          {wording.title(node)}
        </h2>
      </header>
      <FarHandles bounds={bounds} />
    </article>
  )
}

function NearCard({ data: { picture }, selected, dragging }: NodeProps<CardNodeType>) {
  const id = picture.node.id
  const figures = useView((view) => view.mode === 'statistics')
  const lit = useLit(id)
  const problems = useDocument((document) => problemsOf(document.problems, id))
  const renaming = useOverlay((overlay) => overlay.writing === id && !overlay.far)
  const leak = useView((view) => view.mode === 'statistics' && view.statistics?.leak?.nodeId === id)
  useHandlesWhereTheyAre(picture)
  return (
    <article
      className={classes.card}
      data-category={descriptionOf(picture.node.type)?.category ?? 'flow'}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-lit={lit}
      data-leak={leak || undefined}
      data-problem={figures ? undefined : problems[0]?.severity}
    >
      {leak && <LeakTag />}
      <AskedTag nodeId={id} />
      <VariableMark id={id} />
      <Handle type="target" position={Position.Left} className={handles.input} isConnectableStart={false} />
      <CardFace picture={picture} figures={figures} renaming={renaming} />
      {figures ? (
        <LeftByCommand nodeId={id} goal={descriptionOf(picture.node.type)?.goal} />
      ) : (
        <ProblemStrip nodeId={id} problems={problems} />
      )}
    </article>
  )
}

/** React Flow measures a card whose size changes; one whose ways out change places only has to say so. */
function useHandlesWhereTheyAre({ node, rows }: Picture): void {
  const measureAgain = useUpdateNodeInternals()
  const names = rows.map(({ output }) => output.name).join(' ')
  const measured = useRef(names)
  useEffect(() => {
    if (measured.current === names) return
    measured.current = names
    measureAgain(node.id)
  }, [measureAgain, node.id, names])
}

/** `current`, `passed` or `dim` while a tried chat lights the canvas; `dim` too beside the cards that name a variable. */
export const useLit = (id: string) =>
  useView(({ litPath, marks }) => {
    if (litPath === null) return marks && !marks[id] ? 'dim' : undefined
    return litPath.current === id ? 'current' : litPath.nodes.includes(id) ? 'passed' : 'dim'
  })

/** What the card does with the variable that is looked at. */
function VariableMark({ id }: { id: string }) {
  const mark = useView(({ marks }) => marks?.[id])
  if (!mark) return null
  return (
    <span className={classes.mark}>
      <Icon name={mark.sets ? 'pencil' : 'eye'} size={12} />
      {mark.words}
    </span>
  )
}

/** Somebody else changed the same in this node: whose is taken has to be chosen. */
function AskedTag({ nodeId }: { nodeId: string }) {
  const { t } = useTranslation('canvas')
  const clashes = useDocument(clashesOf)
  const isOpen = useView(({ choices }) => clashes.some(({ path }) => keysOf(path)[1] === nodeId && !choices[path]))
  if (!isOpen) return null
  return (
    <span className={classes.asked}>
      <Icon name="alert-triangle" size={12} />
      {t('conflict.here')}
    </span>
  )
}

function LeakTag() {
  const { t } = useTranslation('canvas')
  const leak = useView((view) => view.statistics?.leak)
  if (!leak) return null
  return <span className={statistics.leak}>{t('statistics.leak', { share: formatShare(leak.dropped, leak.entered) })}</span>
}
