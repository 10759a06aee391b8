import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react'
import classes from './hours.module.css'

export interface GridCell {
  key: string
  /** All of it: "Mon 30 Nov, 10:00–11:00: started 5 times". */
  words: string
  /** Of the most there is, from 0 to 1. */
  share: number
}

export interface GridRow {
  key: string
  /** What stands before the row, or over it. */
  name: string
  /** It is said elsewhere: shown to nobody, but read out. */
  nameless?: boolean
  /** What it adds up to, where that is worth saying. */
  sum?: string
  /** One for each column; undefined where there is no such hour, or not yet. */
  cells: (GridCell | undefined)[]
}

export interface HourGridProps {
  label: string
  /** Which hour each column is of. */
  hours: number[]
  rows: GridRow[]
  kind: 'bars' | 'heat'
  /** Undefined: nobody points at any. */
  onPoint(cell: GridCell | undefined): void
}

const steps: Record<string, [across: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Hours from left to right, as time runs in every language, days or weekdays from above. A grid for the keyboard and for screen readers:
 * one cell is reached by Tab, the others by the arrows, and each says all of itself.
 */
export function HourGrid({ label, hours, rows, kind, onPoint }: HourGridProps) {
  const grid = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState<string>()
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell !== undefined))
  const entry = cells.some(({ key }) => key === at) ? at : cells[0]?.key

  const move = (event: KeyboardEvent, row: number, column: number) => {
    const to = target(event, rows, row, column)
    if (!to) return
    event.preventDefault()
    grid.current?.querySelector<HTMLElement>(`[data-cell="${to.key}"]`)?.focus()
  }
  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are walked through by the arrows
      role="grid"
      aria-label={label}
      aria-readonly="true"
      dir="ltr"
      className={classes.grid}
      data-kind={kind}
      style={{ '--columns': hours.length } as CSSProperties}
      onMouseLeave={() => onPoint(undefined)}
      onBlur={() => onPoint(undefined)}
    >
      <tbody>
        {rows.map(({ key, name, nameless, sum, cells: ofRow }, row) => (
          <tr key={key} className={classes.row}>
            <th scope="row" className={nameless ? 'al-hidden' : classes.name}>
              <bdi>{name}</bdi>
              {sum && <span className={classes.sum}>{sum}</span>}
            </th>
            {ofRow.map((cell, column) =>
              cell ? (
                <td
                  key={cell.key}
                  aria-label={cell.words}
                  tabIndex={cell.key === entry ? 0 : -1}
                  data-cell={cell.key}
                  data-step={kind === 'heat' ? Math.ceil(cell.share * 5) : undefined}
                  className={classes.cell}
                  onMouseEnter={() => onPoint(cell)}
                  onFocus={() => {
                    setAt(cell.key)
                    onPoint(cell)
                  }}
                  onKeyDown={(event) => move(event, row, column)}
                >
                  {kind === 'bars' && <i style={{ blockSize: `${cell.share * 100}%` }} data-some={cell.share > 0 || undefined} />}
                </td>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: a place without an hour
                <td key={column} className={classes.nothing} />
              ),
            )}
          </tr>
        ))}
      </tbody>
      <tfoot aria-hidden="true">
        <tr className={classes.axis}>
          {[0, 6, 12, 18].map((hour) => (
            // Counted from the end: the names have a column before the first, or none.
            <td key={hour} style={{ gridColumnStart: hours.indexOf(hour) - hours.length - 1 }}>
              {String(hour).padStart(2, '0')}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}

/** Where a key leads from a cell: over places without an hour, to the ends of the row. */
function target(event: KeyboardEvent, rows: GridRow[], row: number, column: number): GridCell | undefined {
  const cells = rows[row]?.cells ?? []
  if (event.key === 'Home') return cells.find((cell) => cell !== undefined)
  if (event.key === 'End') return cells.findLast((cell) => cell !== undefined)
  const [across, down] = steps[event.key] ?? [0, 0]
  if (across === 0 && down === 0) return undefined
  let [nextRow, nextColumn] = [row + down, column + across]
  for (let beside = rows[nextRow]; beside && nextColumn in beside.cells; beside = rows[nextRow]) {
    const cell = beside.cells[nextColumn]
    if (cell) return cell
    nextRow += down
    nextColumn += across
  }
  return undefined
}
