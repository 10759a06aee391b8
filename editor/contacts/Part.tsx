import { type ReactNode, useId } from 'react'
import classes from './contact.module.css'

export interface PartProps {
  title: string
  count?: number | undefined
  /** A button at the title's end. */
  action?: ReactNode
  children: ReactNode
}

/** One subject beside the timeline. */
export function Part({ title, count, action, children }: PartProps) {
  const id = useId()
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.partHead}>
        <h2 id={id} dir="auto">
          {title}
        </h2>
        {count !== undefined && <span>{count}</span>}
        {action && <div>{action}</div>}
      </div>
      {children}
    </section>
  )
}
