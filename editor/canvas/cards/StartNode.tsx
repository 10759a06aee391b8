import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { cardOf, descriptionOf } from '../../document/catalogue.ts'
import type { Picture } from '../../document/picture.ts'
import { problemsOf } from '../../document/problems.ts'
import { useDocument, useFlowEditor, useView, useWording } from '../../open-flow/flow-editor.ts'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tile } from '../../ui/Tile.tsx'
import { useLit } from './CardNode.tsx'
import classes from './card.module.css'
import handles from './handles.module.css'

export type StartNodeType = Node<{ picture: Picture }, 'start'>

/** Where a flow begins: a pill whose way leads down. */
export const StartNode = memo(function StartNode({ data: { picture }, selected }: NodeProps<StartNodeType>) {
  const { node, rows } = picture
  const wording = useWording()
  const description = descriptionOf(node.type)
  const lit = useLit(node.id)
  const problems = useDocument((document) => problemsOf(document.problems, node.id))
  const languages = useDocument((document) => document.flow.languages)
  const { meta } = cardOf(node, languages)
  const figures = useView((view) => view.mode === 'statistics')
  const output = rows[0]
  return (
    <article
      className={`${classes.card} ${classes.start}`}
      data-category={description?.category ?? 'flow'}
      data-selected={selected || undefined}
      data-lit={lit}
      data-problem={problems[0]?.severity}
    >
      <header className={classes.header}>
        <Tile icon={description?.icon ?? 'player-play'} category="flow" />
        <div className={classes.names}>
          <h2 className={classes.title} dir="auto">
            {wording.title(node)}
          </h2>
          {figures ? <Started nodeId={node.id} /> : meta && <span className={classes.kind}>{meta}</span>}
        </div>
        {problems[0] && <StartProblem message={problems[0].message} nodeId={node.id} />}
      </header>
      {output && (
        <Handle
          type="source"
          id={output.output.name}
          position={Position.Bottom}
          className={`${handles.handle} ${handles.down}`}
          data-way={output.way.kind === 'open' && output.output.needed ? 'missing' : output.way.kind}
          role="img"
          aria-label={wording.output(output.output)}
        />
      )}
    </article>
  )
})

/** Nobody waits at the start: that they were here is all there is to say. */
function Started({ nodeId }: { nodeId: string }) {
  const { t } = useTranslation('canvas')
  const entered = useView((view) => view.statistics && (view.statistics.nodes[nodeId]?.entered ?? 0))
  return entered === null ? null : (
    <span className={classes.kind}>
      {formatNumber(entered)} {t('statistics.entered')}
    </span>
  )
}

function StartProblem({ message, nodeId }: { message: string; nodeId: string }) {
  const { look } = useFlowEditor()
  const show = () => {
    look.getState().select([nodeId])
    look.getState().show('problems')
  }
  return (
    <button type="button" className={`${classes.startProblem} nodrag nopan`} aria-label={message} title={message} onClick={show}>
      <Icon name="alert-triangle" size={14} />
    </button>
  )
}
