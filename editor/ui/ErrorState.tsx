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
  const go = way?.go ?? onRetry
  const forbidden = error instanceof ApiError && error.status === 403
  return (
    <div className={classes.state} role="alert">
      <Tile icon={forbidden ? 'lock' : 'alert-circle'} size="lg" />
      <h2 className={classes.title}>{forbidden ? t('error.forbidden') : (title ?? t('error.title'))}</h2>
      <p className={classes.sentence}>{sentenceOf(error)}</p>
      {(forbidden || go) && (
        <div className={classes.action}>
          {forbidden ? (
            <Anchor component={Link} to="/">
              {t('notFound.home')}
            </Anchor>
          ) : (
            <Button size="xs" onClick={() => go?.()}>
              {way?.label ?? t('error.retry')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
