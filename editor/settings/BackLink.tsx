import { Link } from 'react-router'
import { Icon } from '../ui/Icon.tsx'
import classes from './settings.module.css'

/** The way up from a page of one thing to the list of all. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className={classes.back}>
      <Icon name="chevron-left" size={14} flip />
      {children}
    </Link>
  )
}
