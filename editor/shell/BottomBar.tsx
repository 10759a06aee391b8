import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router'
import { Icon } from '../ui/Icon.tsx'
import classes from './bottom-bar.module.css'
import { type Place, placesFor } from './places.ts'
import { useSession } from './session.tsx'
import { useCounts } from './useCounts.ts'

/** On a phone the places sit at the thumb; set-up folds into one entry. */
export function BottomBar() {
  const { t } = useTranslation('shell')
  const { workspace } = useSession()
  const { pathname } = useLocation()
  const counts = useCounts()
  const visible = placesFor(workspace.role)
  const firstOfSetUp = visible.find(({ group }) => group === 'setUp')
  const shown = visible.filter((place) => place.group !== 'setUp' || place === firstOfSetUp)
  const label = (place: Place) => t(place.group === 'setUp' ? 'setUp' : `place.${place.name}`)
  return (
    <nav className={classes.bar} aria-label={t('mainMenu')}>
      {shown.map((place) => (
        <NavLink
          key={place.name}
          to={`/w/${workspace.id}/${place.path}`}
          className={classes.item}
          data-on={(place.group === 'setUp' && /\/settings\/(?!you)/.test(pathname)) || undefined}
        >
          <span className={classes.icon}>
            <Icon name={place.group === 'setUp' ? 'settings' : place.icon} size={22} />
            {place.name === 'inbox' && counts.inbox && <span className={classes.count}>{counts.inbox}</span>}
          </span>
          {label(place)}
        </NavLink>
      ))}
    </nav>
  )
}
