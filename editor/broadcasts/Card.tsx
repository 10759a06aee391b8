import type { ReactNode } from 'react'
import type { BroadcastPlan } from '#schemas/broadcast.ts'
import classes from './broadcasts.module.css'

export interface PlanProps {
  plan: BroadcastPlan
  onChange(plan: BroadcastPlan): void
}

/** One of the things a broadcast is made of. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <h2>{title}</h2>
      <div className={classes.fields}>{children}</div>
    </section>
  )
}
