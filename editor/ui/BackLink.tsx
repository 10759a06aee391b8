import { Link } from 'react-router'
import classes from './back-link.module.css'
import { Icon } from './Icon.tsx'

/** The way up from a page of one thing to the list of all. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className={classes.back}>
      <Icon name="chevron-left" size={14} flip />
      {children}
    </Link>
  )
}
