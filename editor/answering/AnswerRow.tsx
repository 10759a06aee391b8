import { useSortable } from '@dnd-kit/react/sortable'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './answering.module.css'
import { type Answering, hindrances } from './answering.ts'
import { useChannelNames } from './channel-names.ts'
import { useStartWords } from './start-words.ts'

interface AnswerRowProps {
  row: Answering
  index: number
  own: boolean
  nameOf(flowId: string): string
  /** Absent where the order stays as it is. */
  onStep: ((by: -1 | 1) => void) | undefined
  /** Puts it before the flow that is in its way. */
  onBefore: (() => void) | undefined
}

/** One flow in the order: what starts it, and what is in its way. */
export function AnswerRow({ row, index, own, nameOf, onStep, onBefore }: AnswerRowProps) {
  const { t } = useTranslation('answering')
  const startWords = useStartWords()
  const channels = useChannelNames()
  const { ref, handleRef, isDragging } = useSortable({ id: row.id, index, disabled: !onStep })
  const inTheWay = hindrances(row.reach)
  const unheard = !row.paused && row.reach.length === 0
  const everywhere = (on: string[]) => on.length === row.reach.length
  return (
    <li
      // What cannot be moved is no handle to those who listen.
      ref={onStep && ref}
      className={classes.row}
      data-own={own || undefined}
      data-never={row.never || undefined}
      data-dragging={isDragging || undefined}
    >
      {onStep && (
        <button
          ref={handleRef}
          type="button"
          className={classes.grip}
          aria-label={t('move', { name: row.name })}
          onKeyDown={(event) => {
            if (isDragging || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
            event.preventDefault()
            onStep(event.key === 'ArrowUp' ? -1 : 1)
          }}
        >
          <Icon name="grip-vertical" />
        </button>
      )}
      <span className={classes.place}>{row.never ? <Icon name="alert-triangle" size={12} /> : index + 1}</span>
      <span className={classes.words}>
        <strong dir="auto">{row.name}</strong>
        <span className={classes.starts}>{startWords(row.starter.start)}</span>
        {inTheWay.map(({ gets, by, words, on }) => (
          <span key={`${gets} ${by} ${on.join()}`} className={gets === 'again' ? classes.starts : classes.clash}>
            {!everywhere(on) && `${on.map(channels.nameOf).join(', ')}: `}
            {by === undefined
              ? t('noWords')
              : t(gets === 'opened' ? 'openedOnly' : gets, {
                  by: nameOf(by),
                  words: words.map((word) => `“${word}”`).join(', '),
                })}
          </span>
        ))}
        {unheard && <span className={classes.clash}>{t('noChannel')}</span>}
        {inTheWay.some(({ gets, by }) => by && gets !== 'again') && onBefore && (
          <Button size="xs" className={classes.before} onClick={onBefore}>
            {t('putBefore')}
          </Button>
        )}
      </span>
      {row.paused && <Tag tone="warn">{t('paused')}</Tag>}
      {row.never && <Tag tone="warn">{t('neverTag')}</Tag>}
    </li>
  )
}
