import type { Stage } from '#schemas/contact-field.ts'
import classes from './contacts.module.css'

/** A stage by its name, with the point of its colour before it. */
export function StageName({ stage }: { stage: Pick<Stage, 'name' | 'colour'> }) {
  return (
    <span className={classes.stage} data-colour={stage.colour}>
      <bdi>{stage.name}</bdi>
    </span>
  )
}
