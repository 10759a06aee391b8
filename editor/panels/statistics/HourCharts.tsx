import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatisticsByHour, WeekHour } from '#schemas/api/statistics.ts'
import { formatDate, formatMean, formatNumber, weekdayName } from '../../ui/format.ts'
import { Table } from '../../ui/Table.tsx'
import { type GridCell, type GridRow, HourGrid } from './HourGrid.tsx'
import { inSlots } from './hour-slots.ts'
import classes from './hours.module.css'
import { useHourWords } from './use-hour-words.ts'

export interface HourChartProps {
  counted: StatisticsByHour
  ofNode: boolean
  asTable: boolean
}

const wholeDay = Array.from({ length: 24 }, (_, hour) => hour)

/** A row of bars for each of a few days, all by one scale. */
export function DaysByHour({ counted, ofNode, asTable }: HourChartProps) {
  const { t } = useTranslation('panels')
  const words = useHourWords(ofNode)
  const { slots, days } = inSlots(counted.hours)
  const most = Math.max(...counted.hours.map(({ count }) => count))
  const begun = days.map(({ day, hours }) => ({
    day,
    hours: hours.map((hour) => (hour && hour.at <= counted.updatedAt ? hour : undefined)),
  }))
  if (asTable)
    return (
      <Figures
        label={t('hours.trend')}
        columns={days.map(({ day }) => formatDate(day))}
        rows={slots.map((slot, at) => ({
          name: words.name(slot),
          cells: begun.map(({ hours }) => (hours[at] ? formatNumber(hours[at].count) : '–')),
        }))}
      />
    )
  const rows = begun.map(({ day, hours }) => ({
    key: day,
    name: formatDate(day),
    nameless: begun.length === 1,
    sum: formatNumber(hours.reduce((sum, hour) => sum + (hour?.count ?? 0), 0)),
    cells: hours.map(
      (hour, at) =>
        hour && {
          key: hour.at,
          words: words.of(hour, slots[at] ?? { hour: hour.hour, again: false }),
          share: most > 0 ? hour.count / most : 0,
        },
    ),
  }))
  return (
    <Chart label={t('hours.trend')} kind="bars" hours={slots.map(({ hour }) => hour)} rows={rows} most={formatNumber(most)} />
  )
}

/** The hours of a week, the more the darker. */
export function Week({ counted, asTable, ofNode }: HourChartProps) {
  const { t } = useTranslation('panels')
  const words = useHourWords(ofNode)
  const week = new Map(counted.week.map((one) => [`${one.weekday}.${one.hour}`, one]))
  const weekdays = [...new Set(counted.week.map(({ weekday }) => weekday))].sort()
  const most = Math.max(...counted.week.map(mean))
  if (asTable)
    return (
      <Figures
        label={t('hours.week')}
        columns={weekdays.map((weekday) => weekdayName(weekday, 'short'))}
        rows={wholeDay.map((hour) => ({
          name: words.name({ hour, again: false }),
          cells: weekdays.map((weekday) => {
            const one = week.get(`${weekday}.${hour}`)
            return one ? formatMean(mean(one)) : '–'
          }),
        }))}
      />
    )
  const rows = weekdays.map((weekday) => ({
    key: String(weekday),
    name: weekdayName(weekday, 'short'),
    cells: wholeDay.map((hour): GridCell | undefined => {
      const one = week.get(`${weekday}.${hour}`)
      return one && { key: `${weekday}-${hour}`, words: words.average(one), share: most > 0 ? mean(one) / most : 0 }
    }),
  }))
  return <Chart label={t('hours.week')} kind="heat" hours={wholeDay} rows={rows} most={formatMean(most)} />
}

const mean = ({ count, hours }: WeekHour): number => count / hours

interface ChartProps {
  label: string
  kind: 'bars' | 'heat'
  hours: number[]
  rows: GridRow[]
  /** What the longest bar or the darkest cell stands for. */
  most: string
}

/** A grid with what is pointed at in words above it, or else where the most is. */
function Chart({ most, ...grid }: ChartProps) {
  const { t } = useTranslation('panels')
  const [pointed, setPointed] = useState<GridCell>()
  const top = grid.rows
    .flatMap(({ cells }) => cells)
    .reduce((best, cell) => ((cell?.share ?? 0) > (best?.share ?? 0) ? cell : best), undefined)
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.readout}>
        <span>{pointed?.words ?? (top ? t('hours.most', { words: top.words }) : '')}</span>
        <span className={classes.scale} aria-hidden="true" data-kind={grid.kind} dir="ltr">
          0{grid.kind === 'heat' ? [0, 1, 2, 3, 4, 5].map((step) => <i key={step} data-step={step} />) : <>–</>}
          {most}
        </span>
      </figcaption>
      <HourGrid {...grid} onPoint={setPointed} />
    </figure>
  )
}

/** The same figures to read and to copy. */
function Figures({ label, columns, rows }: { label: string; columns: string[]; rows: { name: string; cells: string[] }[] }) {
  const { t } = useTranslation('panels')
  return (
    <div className={classes.table}>
      <Table
        label={label}
        lines="one"
        head={
          <>
            <th scope="col">{t('hours.clock')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" data-end>
                {column}
              </th>
            ))}
          </>
        }
      >
        {rows.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, at) => (
              <td key={columns[at]} data-end>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </div>
  )
}
