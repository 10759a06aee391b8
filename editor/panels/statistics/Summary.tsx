import { useTranslation } from 'react-i18next'
import type { NodeStatistics } from '#schemas/api/statistics.ts'
import { formatDuration, formatNumber, formatShare } from '../../ui/format.ts'
import { Definition } from './Definition.tsx'
import classes from './statistics.module.css'

/** From this share on, leaving is a leak worth red; see the design's statistics strip. */
const alarming = 0.1

/** The figures that matter, each with its proof: how many of how many, and the spread behind the median. */
export function Summary({ counted }: { counted: NodeStatistics }) {
  const { t } = useTranslation('panels')
  const { entered, dropped, quiet = 0, waiting, median, p90, mean } = counted
  const left = dropped + quiet
  return (
    <div className={classes.summary}>
      <div>
        <span className={classes.what}>
          {t('statistics.left')} <Definition of="left" />
        </span>
        <b data-bad={left / entered >= alarming || undefined}>{formatShare(left, entered)}</b>
        <span className={classes.proof}>
          {t('statistics.dropped', { part: formatNumber(dropped), whole: formatNumber(entered) })}
        </span>
        {quiet > 0 && <span className={classes.proof}>{t('statistics.quiet', { part: formatNumber(quiet) })}</span>}
      </div>
      <div>
        <span className={classes.what}>
          {t('statistics.timeToAnswer')} <Definition of="median" />
        </span>
        <b>{median === undefined ? '–' : formatDuration(median)}</b>
        <span className={classes.proof}>
          {median === undefined || p90 === undefined || mean === undefined
            ? t('statistics.nobodyAnswered')
            : t('statistics.spread', { p90: formatDuration(p90), mean: formatDuration(mean) })}
        </span>
      </div>
      <div>
        <span className={classes.what}>
          {t('figure.waiting')} <Definition of="waiting" />
        </span>
        <b>{formatNumber(waiting)}</b>
        <span className={classes.proof}>{t('statistics.notLost')}</span>
      </div>
    </div>
  )
}
