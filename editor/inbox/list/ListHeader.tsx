import { ActionIcon, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import classes from '../inbox.module.css'
import type { Width } from '../use-width.ts'
import { AlertMenu } from './AlertMenu.tsx'
import type { Selection } from './selection.ts'
import { useInboxCounts } from './use-rows.ts'
import { ViewChips, ViewMenu, type ViewsProps } from './Views.tsx'
import { countOf } from './views.ts'

interface ListHeaderProps extends ViewsProps {
  width: Width
  /** Begins a search in all chats; absent while there is one. */
  onSearch: (() => void) | undefined
  /** Absent where nothing can be closed. */
  selection: Selection | undefined
}

/** Which list this is; where the views have no column, the way to the other ones. */
export function ListHeader({ view, news, width, onSearch, selection }: ListHeaderProps) {
  const { t } = useTranslation('inbox')
  const count = countOf(useInboxCounts(), view)
  const tools = (
    <span className={classes.tools}>
      {onSearch && (
        <Tooltip label={t('search.label')}>
          <ActionIcon aria-label={t('search.label')} onClick={onSearch}>
            <Icon name="search" />
          </ActionIcon>
        </Tooltip>
      )}
      <AlertMenu />
      {selection && !selection.on && (
        <Tooltip label={t('bulk.start')}>
          <ActionIcon aria-label={t('bulk.start')} onClick={selection.start}>
            <Icon name="list-check" />
          </ActionIcon>
        </Tooltip>
      )}
    </span>
  )
  if (width === 'phone')
    return (
      <header className={classes.phoneHeader}>
        <div className={classes.phoneTitle}>
          <h1>{t('title')}</h1>
          {tools}
        </div>
        <ViewChips view={view} news={news} />
      </header>
    )
  if (width === 'wide')
    return (
      <header className={classes.header}>
        <h2>{t(`view.${view}`)}</h2>
        {count !== undefined && <span className={classes.count}>{count}</span>}
        {tools}
      </header>
    )
  return (
    <header className={classes.header}>
      <h1 className="al-hidden">{t('title')}</h1>
      <ViewMenu view={view} />
      {tools}
    </header>
  )
}
