import type { ReactNode } from 'react'
import type { IconName } from './Icon.tsx'
import classes from './states.module.css'
import { Tile } from './Tile.tsx'

export interface EmptyStateProps {
  icon: IconName
  title: string
  /** One sentence: what will be here, and when. */
  children?: ReactNode
  /** At most one. */
  action?: ReactNode
}

/** A place with nothing in it yet. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <Tile icon={icon} size="lg" />
      <h2 className={classes.title}>{title}</h2>
      {children && <p className={classes.sentence}>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
