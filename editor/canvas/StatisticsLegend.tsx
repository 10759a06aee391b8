import { useTranslation } from 'react-i18next'
import classes from './statistics.module.css'

/** What the colours of the bars and the widths of the edges mean. */
export function StatisticsLegend() {
  const { t } = useTranslation('canvas')
  return (
    <div className={classes.legend}>
      {(['answered', 'waiting', 'timedOut', 'lost'] as const).map((part) => (
        <span key={part}>
          <i data-part={part} />
          {t(`legend.${part}`)}
        </span>
      ))}
      <span className={classes.legendRule} />
      <span>
        <i data-part="width" />
        {t('legend.width')}
      </span>
    </div>
  )
}
