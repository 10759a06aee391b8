import { Popover } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import classes from './try.module.css'

/** A row between head and phone: something that is not the customer's doing, and buttons that let it happen. */
export function TryBar({ icon, words, children }: { icon: IconName; words: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.bar}>
      <Icon name={icon} />
      {words}
      <span className={classes.grow} />
      {children}
    </div>
  )
}

export interface AsksFirstProps {
  /** The button; `toggle` opens and closes the form that floats from it. */
  button(toggle: () => void): ReactNode
  width: number
  onSubmit(): void
  /** The fields and the button that sends them. */
  children: ReactNode
}

/** A button of the bar that asks for something before it acts. */
export function AsksFirst({ button, width, onSubmit, children }: AsksFirstProps) {
  const [open, setOpen] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setOpen(false)
    onSubmit()
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={width} trapFocus returnFocus>
      <Popover.Target>{button(() => setOpen(!open))}</Popover.Target>
      <Popover.Dropdown>
        <form className={classes.asks} onSubmit={submit}>
          {children}
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
