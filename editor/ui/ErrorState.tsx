import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../api/request.ts'
import classes from './states.module.css'
import { Tile } from './Tile.tsx'

export interface ErrorStateProps {
  error: unknown
  /** What could not be shown, such as "The flows could not be loaded". */
  title?: string
  onRetry?(): void
}

/** A place whose content could not be loaded, with the way out. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('shell')
  return (
    <div className={classes.state} role="alert">
      <Tile icon="alert-circle" size="lg" />
      <h2 className={classes.title}>{title ?? t('error.title')}</h2>
      <p className={classes.sentence}>{sentenceOf(error)}</p>
      {onRetry && (
        <div className={classes.action}>
          <Button size="xs" onClick={() => onRetry()}>
            {t('error.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
