import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { openPalette } from './palette.tsx'
import { type Place, placesFor } from './places.ts'
import { useSession } from './session.tsx'
import classes from './sidebar.module.css'
import { useCounts } from './useCounts.ts'
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx'

/** The places of a workspace, from the tablet up. */
export function Sidebar() {
  const { t } = useTranslation('shell')
  const { me, workspace } = useSession()
  const counts = useCounts()
  const visible = placesFor(workspace.role)
  const setUp = visible.filter(({ group }) => group === 'setUp')
  const item = (place: Place) => <Item key={place.name} place={place} count={counts[place.name as keyof typeof counts]} />
  return (
    <nav className={classes.side} aria-label={t('mainMenu')}>
      <WorkspaceSwitch />
      {visible.filter(({ group }) => group === 'work').map(item)}
      {setUp.length > 0 && <h2 className={classes.group}>{t('setUp')}</h2>}
      {setUp.map(item)}
      <span className={classes.space} />
      <button type="button" className={classes.item} onClick={openPalette}>
        <Icon name="search" />
        {t('search')}
        <span className={classes.end}>
          <Kbd keys="mod+k" />
        </span>
      </button>
      <NavLink to={`/w/${workspace.id}/settings/you`} className={classes.item} data-person>
        <Avatar name={me.user.name} size="sm" />
        <span className={classes.name}>{me.user.name}</span>
        <span className={classes.end}>{t(`role.${workspace.role}`)}</span>
      </NavLink>
    </nav>
  )
}

function Item({ place, count }: { place: Place; count?: number | undefined }) {
  const { t } = useTranslation('shell')
  const workspace = useSession().workspace
  return (
    <NavLink to={`/w/${workspace.id}/${place.path}`} className={classes.item}>
      <Icon name={place.icon} />
      {t(`place.${place.name}`)}
      {count !== undefined && <span className={classes.end}>{count}</span>}
    </NavLink>
  )
}
