import { useTranslation } from 'react-i18next'
import { formatNumber } from '../ui/format.ts'
import classes from './inbox.module.css'
import { useInboxCounts } from './use-rows.ts'
import type { Width } from './use-width.ts'
import { ViewChips, ViewMenu, type ViewsProps } from './Views.tsx'
import { countOf } from './views.ts'

/** Which list this is; where the views have no column, the way to the other ones. */
export function ListHeader({ view, news, width }: ViewsProps & { width: Width }) {
  const { t } = useTranslation('inbox')
  const count = countOf(useInboxCounts(), view)
  if (width === 'phone')
    return (
      <header className={classes.phoneHeader}>
        <h1>{t('title')}</h1>
        <ViewChips view={view} news={news} />
      </header>
    )
  if (width === 'wide')
    return (
      <header className={classes.header}>
        <h2>{t(`view.${view}`)}</h2>
        {count !== undefined && <span className={classes.count}>{formatNumber(count)}</span>}
      </header>
    )
  return (
    <header className={classes.header}>
      <h1 className="al-hidden">{t('title')}</h1>
      <ViewMenu view={view} />
    </header>
  )
}
