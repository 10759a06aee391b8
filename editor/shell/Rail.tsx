import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, NavLink } from 'react-router'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Mark } from '../ui/Mark.tsx'
import { openPalette } from './palette.tsx'
import { placesFor } from './places.ts'
import classes from './rail.module.css'
import { useSession } from './session.tsx'
import { useCounts } from './useCounts.ts'

/** The sidebar as icons, for places that need the width themselves. */
export function Rail() {
  const { t } = useTranslation('shell')
  const { me, workspace } = useSession()
  const counts = useCounts()
  const shown = placesFor(workspace.role).filter((place) => place.group === 'work' || place.name === 'channels')
  return (
    <nav className={classes.rail} aria-label={t('mainMenu')}>
      <Link to={`/w/${workspace.id}`} className={classes.mark} aria-label={t('home', { name: workspace.name })}>
        <Mark />
      </Link>
      {shown.map((place) => (
        <Tooltip key={place.name} label={t(`place.${place.name}`)} position="right">
          <NavLink to={`/w/${workspace.id}/${place.path}`} className={classes.item} aria-label={t(`place.${place.name}`)}>
            <Icon name={place.icon} size={20} />
            {place.name === 'inbox' && counts.inbox && <span className={classes.count}>{counts.inbox}</span>}
          </NavLink>
        </Tooltip>
      ))}
      <span className={classes.space} />
      <Tooltip label={t('search')} position="right">
        <button type="button" className={classes.item} onClick={openPalette} aria-label={t('search')}>
          <Icon name="search" size={20} />
        </button>
      </Tooltip>
      <Tooltip label={me.user.name} position="right">
        <NavLink to={`/w/${workspace.id}/settings/you`} className={classes.item} aria-label={t('place.you')}>
          <Avatar name={me.user.name} size="sm" />
        </NavLink>
      </Tooltip>
    </nav>
  )
}
