import { useTranslation } from 'react-i18next'
import { type Figure, figuresOf } from '#runtime/metrics/definitions.ts'
import type { NodeStatistics } from '#schemas/api/statistics.ts'
import { useWording } from '../../open-flow/flow-editor.ts'
import { formatNumber, formatShare } from '../../ui/format.ts'
import { Definition } from './Definition.tsx'
import classes from './statistics.module.css'

export interface FiguresProps {
  counted: NodeStatistics
  /** The type's own word for a visit that went well. */
  answered: string | undefined
  onPick(figure: Figure): void
}

/** Every figure with its share and its definition; a click shows the chats behind it. */
export function Figures({ counted, answered, onPick }: FiguresProps) {
  const { t } = useTranslation('panels')
  const wording = useWording()
  return (
    <ul className={classes.figures}>
      {figuresOf(counted).map((figure) => {
        const people = counted[figure] ?? 0
        const name = figure === 'answered' && answered ? wording.label(answered) : t(`figure.${figure}`)
        return (
          <li key={figure}>
            <button type="button" className={classes.figure} onClick={() => onPick(figure)}>
              <i data-figure={figure} style={{ inlineSize: `${(people / counted.entered) * 100}%` }} />
              <span className={classes.figureName}>{name.charAt(0).toLocaleUpperCase() + name.slice(1)}</span>
              <span className={classes.value}>{formatNumber(people)}</span>
              <span className={classes.share}>{formatShare(people, counted.entered)}</span>
            </button>
            <Definition of={figure} />
          </li>
        )
      })}
    </ul>
  )
}
