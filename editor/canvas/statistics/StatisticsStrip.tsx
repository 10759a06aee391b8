import { useTranslation } from 'react-i18next'
import type { NodeDescription } from '#nodes/contract.ts'
import { useView, useWording } from '../../open-flow/flow-editor.ts'
import { formatNumber } from '../../ui/format.ts'
import classes from './statistics.module.css'
import { figuresOf, partsOf, towardsGoal } from './traffic.ts'

/** What became of everyone who reached a node: a bar, and six figures that add up. */
export function StatisticsStrip({ nodeId, description }: { nodeId: string; description?: NodeDescription }) {
  const { t } = useTranslation('canvas')
  const wording = useWording()
  const statistics = useView((view) => view.statistics)
  const counted = statistics?.nodes[nodeId]
  const node = counted && towardsGoal(counted, description?.goal)
  const answered = description?.answeredLabel
  if (!statistics) return <span className={classes.room} />
  if (!node || node.entered === 0) return <p className={classes.nobody}>{t('statistics.nobody')}</p>
  return (
    <>
      <div className={classes.bar}>
        {partsOf(node).map((part) => (
          <i key={part.key} data-part={part.key} style={{ flex: part.people }} />
        ))}
      </div>
      <dl className={classes.strip}>
        {figuresOf(node).map((figure) => (
          <div key={figure.key} data-tone={figure.tone}>
            <dd>{formatNumber(figure.value)}</dd>
            <dt>{figure.key === 'answered' && answered ? wording.label(answered) : t(`statistics.${figure.key}`)}</dt>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Those whom a person took over in the middle, or who only opened the chat, are no output's people: they get lines of their own. */
export function LeftByCommand({ nodeId, goal }: { nodeId: string; goal: NodeDescription['goal'] }) {
  const node = useView((view) => view.statistics?.nodes[nodeId])
  return (
    <>
      <LineOf figure="handedOff" people={goal === 'handed-off' ? 0 : (node?.handedOff ?? 0)} />
      <LineOf figure="onlyOpened" people={node?.onlyOpened ?? 0} />
    </>
  )
}

function LineOf({ figure, people }: { figure: 'handedOff' | 'onlyOpened'; people: number }) {
  const { t } = useTranslation('canvas')
  return people === 0 ? null : (
    <div className={classes.command}>
      <span>{t(`statistics.${figure}`)}</span>
      <span>{formatNumber(people)}</span>
    </div>
  )
}
