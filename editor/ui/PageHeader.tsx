import type { ReactNode } from 'react'
import classes from './page.module.css'

export interface PageHeaderProps {
  title: string
  /** How many there are, beside the title. */
  count?: number | string
  /** Search and buttons at the end; at most one of them filled. */
  children?: ReactNode
}

/** The head of a page: its one `h1`, and what can be done here. */
export function PageHeader({ title, count, children }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        <h1 className={classes.title}>{title}</h1>
        {count !== undefined && <span className={classes.count}>{count}</span>}
      </div>
      <div className={classes.actions}>{children}</div>
    </header>
  )
}
