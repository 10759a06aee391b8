import type { ReactNode } from 'react'
import classes from './table.module.css'

export interface TableProps {
  /** What the rows are; a table wider than its place scrolls sideways under this name. */
  label: string
  head: ReactNode
  children: ReactNode
  /** two: rows of 56 with two lines · one: rows of 38 */
  lines?: 'one' | 'two'
}

/**
 * A table on its own card. Cells are plain `th` and `td`; `data-end` aligns numbers at the end, `data-wide` leaves a column to wide
 * screens. On a narrow one the first column takes what is left.
 */
export function Table({ label, head, children, lines = 'two' }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.card} aria-label={label} tabIndex={0}>
      <table className={classes.table} data-lines={lines}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
