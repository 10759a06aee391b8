import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { InboxView } from '../../api/conversations.ts'
import { inboxPath } from '../../shell/places.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useCurrentInView } from '../../ui/use-current-in-view.ts'
import { useInboxCounts } from './use-rows.ts'
import classes from './views.module.css'
import { countOf, inboxViews, viewIcons } from './views.ts'

export interface ViewsProps {
  view: InboxView
  /** Something unread is in Mine. */
  news: boolean
}

/** The lists of chats in a column of their own. */
export function ViewsColumn({ view, news }: ViewsProps) {
  const { t } = useTranslation('inbox')
  return (
    <aside className={classes.column}>
      <h1>{t('title')}</h1>
      <ViewLinks view={view} news={news} className={classes.item} icons />
    </aside>
  )
}

/** The lists as chips, on a phone. */
export function ViewChips({ view, news }: ViewsProps) {
  return <ViewLinks view={view} news={news} className={classes.chip} />
}

/** The lists behind the name of the one that is shown, where there is no room for a column. */
export function ViewMenu({ view }: Pick<ViewsProps, 'view'>) {
  const { t } = useTranslation('inbox')
  const { id } = useWorkspace()
  const counts = useInboxCounts()
  const navigate = useNavigate()
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.opener}>
          {t(`view.${view}`)}
          <span className={classes.count}>{countOf(counts, view)}</span>
          <Icon name="chevron-down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {inboxViews.map((name) => (
          <Menu.Item
            key={name}
            leftSection={<Icon name={viewIcons[name]} />}
            rightSection={<span className={classes.count}>{countOf(counts, name)}</span>}
            onClick={() => void navigate(inboxPath(id, name))}
          >
            {t(`view.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ViewLinks({ view, news, className, icons }: ViewsProps & { className: string | undefined; icons?: boolean }) {
  const { t } = useTranslation('inbox')
  const { id } = useWorkspace()
  const counts = useInboxCounts()
  const row = useCurrentInView(view)
  return (
    <nav ref={row} className={icons ? classes.items : classes.chips} aria-label={t('views')}>
      {inboxViews.map((name) => {
        const count = countOf(counts, name)
        return (
          <Link key={name} to={inboxPath(id, name)} className={className} aria-current={name === view ? 'page' : undefined}>
            {icons && <Icon name={viewIcons[name]} />}
            {t(`view.${name}`)}
            {count !== undefined && (
              <span className={classes.count} data-news={(name === 'mine' && news) || undefined}>
                {count}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}
