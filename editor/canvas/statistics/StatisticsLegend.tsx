import { useTranslation } from 'react-i18next'
import { ownLanguageName } from '#schemas/language-names.ts'
import { useDocument, useView } from '../../open-flow/flow-editor.ts'
import classes from './statistics.module.css'

/** What the colours of the bars and the widths of the edges mean. */
export function StatisticsLegend() {
  const { t } = useTranslation('canvas')
  const language = useView((view) => view.statisticsFilter.language)
  const main = useDocument((document) => document.flow.languages.default)
  return (
    <div className={classes.legend}>
      {language && <p className={classes.legendNote}>{t('legend.language', { language: ownLanguageName(main) })}</p>}
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
