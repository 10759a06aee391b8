import { Handle, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeOf } from '../../document/catalogue.ts'
import type { Row } from '../../document/picture.ts'
import { useDocument, useFlowEditor, useView, useWording } from '../../open-flow/flow-editor.ts'
import { formatNumber } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { leftBy } from '../statistics/traffic.ts'
import handles from './handles.module.css'
import classes from './output-row.module.css'

export interface OutputRowProps {
  nodeId: string
  row: Row
  still?: boolean
  figures?: boolean
}

/** One way out of a node: its label, where it leads when no line is drawn, and the handle an edge starts at. */
export const OutputRow = memo(function OutputRow({ nodeId, row, still, figures }: OutputRowProps) {
  const wording = useWording()
  const { output, way } = row
  const label = wording.output(output)
  return (
    <div className={classes.row} data-quiet={output.kind === 'no-answer' || undefined} data-output={output.name}>
      {figures && <Share nodeId={nodeId} output={output.name} />}
      {output.kind === 'no-answer' && <Icon name="clock" size={14} />}
      <span className={classes.label} dir="auto">
        {label}
      </span>
      {figures ? <People nodeId={nodeId} output={output.name} /> : <Leads way={way} />}
      {!still && (
        <Handle
          type="source"
          id={output.name}
          position={Position.Right}
          className={handles.handle}
          data-way={way.kind === 'open' && output.needed ? 'missing' : way.kind === 'jump' && way.ends ? 'ends' : way.kind}
          role="img"
          aria-label={label}
        />
      )}
    </div>
  )
})

function Leads({ way }: { way: Row['way'] }) {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const wording = useWording()
  const target = useDocument(({ flow }) => (way.kind === 'jump' ? nodeOf(flow, way.target) : undefined))
  if (way.kind === 'ends' || (way.kind === 'jump' && way.ends))
    return (
      <span className={classes.leads}>
        <Icon name="flag" size={14} />
        {t('row.ends')}
      </span>
    )
  if (way.kind !== 'jump' || !target) return null
  const name = wording.title(target)
  return (
    <button
      type="button"
      className={`${classes.leads} nodrag nopan`}
      aria-label={t('row.goTo', { name })}
      onClick={(event) => {
        event.stopPropagation()
        look.getState().jumpTo(way.target)
      }}
    >
      <Icon name="arrow-narrow-right" size={14} />
      <span dir="auto">{name}</span>
    </button>
  )
}

function Share({ nodeId, output }: { nodeId: string; output: string }) {
  const share = useView(({ statistics }) => {
    const node = statistics?.nodes[nodeId]
    return node && node.entered > 0 ? leftBy(node, output) / node.entered : 0
  })
  return share > 0 ? <i className={classes.share} style={{ width: `calc((100% - 8px) * ${Math.min(1, share)})` }} /> : null
}

function People({ nodeId, output }: { nodeId: string; output: string }) {
  const people = useView(({ statistics }) => (statistics?.nodes[nodeId] ? leftBy(statistics.nodes[nodeId], output) : null))
  return people === null ? null : <span className={classes.people}>{formatNumber(people)}</span>
}
