import type { ReactNode } from 'react'
import type { IconName } from './Icon.tsx'
import classes from './states.module.css'
import { Tile } from './Tile.tsx'

export interface EmptyStateProps {
  icon: IconName
  title: string
  /** 1 where it is all there is on a page. */
  level?: 1 | 2
  /** One sentence: what will be here, and when. */
  children?: ReactNode
  /** At most one. */
  action?: ReactNode
}

/** A place with nothing in it yet. */
export function EmptyState({ icon, title, level = 2, children, action }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={classes.state}>
      <Tile icon={icon} size="lg" />
      <Heading className={classes.title}>{title}</Heading>
      {children && <p className={classes.sentence}>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
