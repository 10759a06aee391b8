import { useTranslation } from 'react-i18next'
import { formatNumber } from '../ui/format.ts'
import { useView, useWording } from './hooks.ts'
import classes from './statistics.module.css'
import { figuresOf, partsOf } from './traffic.ts'

/** What became of everyone who reached a node: a bar, and six figures that add up. */
export function StatisticsStrip({ nodeId, answered }: { nodeId: string; answered?: string }) {
  const { t } = useTranslation('canvas')
  const wording = useWording()
  const statistics = useView((view) => view.statistics)
  const node = statistics?.nodes[nodeId]
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

/** Those who left by a global command (menu, agent, stop) are no output's people, so they get a line of their own. */
export function LeftByCommand({ nodeId }: { nodeId: string }) {
  const { t } = useTranslation('canvas')
  const people = useView((view) => view.statistics?.nodes[nodeId]?.handedOff ?? 0)
  return people === 0 ? null : (
    <div className={classes.command}>
      <span>{t('statistics.handedOff')}</span>
      <span>{formatNumber(people)}</span>
    </div>
  )
}
