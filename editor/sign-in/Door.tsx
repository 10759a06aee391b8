import { type FormEvent, type ReactNode, useEffect } from 'react'
import { Mark } from '../ui/Mark.tsx'
import { River } from './River.tsx'
import classes from './sign-in.module.css'

export interface DoorProps {
  title: string
  sentence: string
  wide?: boolean
  /** Shown at the foot of the page. */
  version?: string | undefined
  onSubmit(): void
  children: ReactNode
}

/** A card on the river: the frame of the sign-in and the set-up. */
export function Door({ title, sentence, wide, version, onSubmit, children }: DoorProps) {
  useEffect(() => {
    document.title = `${title} · Alur`
  }, [title])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <main className={classes.page}>
      <River />
      <form className={classes.card} data-wide={wide || undefined} onSubmit={submit}>
        <Mark size={36} />
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.sentence}>{sentence}</p>
        {children}
      </form>
      {version && <footer className={classes.foot}>Alur {version}</footer>}
    </main>
  )
}
