import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './named.module.css'

export interface NamedProps {
  /** An avatar, a tile: what it is known by at a glance. */
  mark?: ReactNode
  /** In the words of whoever gave it. */
  name: string
  /** One line below, small. */
  below: ReactNode
  /** What stands below that. */
  children?: ReactNode
  /** On a phone: what columns say that it has no room for. */
  onPhone?: ReactNode
  /** Where its name leads. */
  to?: string
}

/** Somebody or something by name, with a line below: the first cell of a row, the head of a card. */
export function Named({ mark, name, below, children, onPhone, to }: NamedProps) {
  const words = (
    <>
      {mark}
      <span>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <small>{below}</small>
        {children}
        {onPhone && <span className={classes.onPhone}>{onPhone}</span>}
      </span>
    </>
  )
  return to ? (
    <Link to={to} className={classes.named}>
      {words}
    </Link>
  ) : (
    <span className={classes.named}>{words}</span>
  )
}
