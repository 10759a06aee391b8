import { DragDropProvider } from '@dnd-kit/react'
import { isSortable } from '@dnd-kit/react/sortable'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import { AnswerRow } from './AnswerRow.tsx'
import classes from './answering.module.css'
import { type Answering, answeringOf, unanswered } from './answering.ts'
import { useChannelNames } from './channel-names.ts'

export interface AnswerOrderProps {
  order: FlowOrder
  /** The flow that is about to be published. */
  own?: string
  /** Absent for those who may only look. */
  onMove?: ((flowIds: string[]) => void) | undefined
}

/** Which flow answers a new chat: the first that fits. Rows are moved by dragging, by the arrow keys, or by the way out of a clash. */
export function AnswerOrder({ order, own, onMove }: AnswerOrderProps) {
  const { t } = useTranslation('answering')
  const rows = useMemo(() => answeringOf(order), [order])
  const [said, setSaid] = useState('')
  const channels = useChannelNames()
  const move = (from: number, to: number) => {
    const one = rows[from]
    if (!onMove || !one || to < 0 || to >= rows.length || from === to) return
    const ids = rows.map(({ id }) => id).toSpliced(from, 1)
    onMove(ids.toSpliced(to, 0, one.id))
    setSaid(t('moved', { name: one.name, place: to + 1, count: rows.length }))
  }
  const before = ({ id, reach }: Answering) => {
    const by = reach.find(({ gets, by }) => by && gets !== 'again')?.by
    move(
      rows.findIndex((row) => row.id === id),
      rows.findIndex((row) => row.id === by),
    )
  }
  return (
    <>
      <DragDropProvider
        onDragEnd={({ operation: { source }, canceled }) => {
          if (!canceled && isSortable(source)) move(source.initialIndex, source.index)
        }}
      >
        <ol className={classes.rows}>
          {rows.map((row, index) => (
            <AnswerRow
              key={row.id}
              row={row}
              index={index}
              own={row.id === own}
              nameOf={(id) => rows.find((one) => one.id === id)?.name ?? ''}
              onStep={onMove && rows.length > 1 ? (by) => move(index, index + by) : undefined}
              onBefore={onMove ? () => before(row) : undefined}
            />
          ))}
        </ol>
      </DragDropProvider>
      <span className="al-hidden" role="status">
        {said}
      </span>
      {unanswered(order).map(({ channel, some }) => (
        <p key={channel} className={classes.note}>
          {t(some ? 'channelRest' : 'channelNone', { channel: channels.nameOf(channel) })}
        </p>
      ))}
    </>
  )
}
