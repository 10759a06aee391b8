import { Anchor, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ApiError, sentenceOf } from '../api/request.ts'
import classes from './states.module.css'
import { Tile } from './Tile.tsx'

export interface ErrorStateProps {
  error: unknown
  /** What could not be shown, such as "The flows could not be loaded". */
  title?: string
  onRetry?(): void
  /** Instead of trying again, where there is something better. */
  way?: { label: string; go(): void }
}

/** A place whose content could not be loaded, with the way out; what a role does not allow is not tried again. */
export function ErrorState({ error, title, onRetry, way }: ErrorStateProps) {
  const { t } = useTranslation('shell')
  const forbidden = error instanceof ApiError && error.status === 403
  return (
    <div className={classes.state} role="alert">
      <Tile icon={forbidden ? 'lock' : 'alert-circle'} size="lg" />
      <h2 className={classes.title}>{forbidden ? t('error.forbidden') : (title ?? t('error.title'))}</h2>
      <p className={classes.sentence}>{sentenceOf(error)}</p>
      {forbidden && (
        <div className={classes.action}>
          <Anchor component={Link} to="/">
            {t('notFound.home')}
          </Anchor>
        </div>
      )}
      {way && (
        <div className={classes.action}>
          <Button size="xs" onClick={() => way.go()}>
            {way.label}
          </Button>
        </div>
      )}
      {onRetry && !forbidden && !way && (
        <div className={classes.action}>
          <Button size="xs" onClick={() => onRetry()}>
            {t('error.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
