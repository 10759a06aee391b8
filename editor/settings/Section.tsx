import { type FormEvent, type ReactNode, useId } from 'react'
import classes from './settings.module.css'

export interface SectionProps {
  title: string
  sentence?: string
  /** A form when given. */
  onSubmit?(): void
  children: ReactNode
}

/** One subject on a settings page, on its own card. */
export function Section({ title, sentence, onSubmit, children }: SectionProps) {
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  const content = <div className={classes.fields}>{children}</div>
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {sentence && <p>{sentence}</p>}
      {onSubmit ? <form onSubmit={submit}>{content}</form> : content}
    </section>
  )
}
