import { Anchor, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, Link, useRouteError } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import classes from './shell.module.css'

/** What is shown when an address leads nowhere, or a page broke. */
export function RouteError() {
  const { t } = useTranslation('shell')
  const error = useRouteError()
  if (!error || (isRouteErrorResponse(error) && error.status === 404)) return <NotFound />
  return <ErrorState error={error} title={t('error.page')} onRetry={() => location.reload()} />
}

/** An address of nothing, or of a workspace this person is not in. */
export function NotFound() {
  const { t } = useTranslation('shell')
  return (
    <main className={classes.alone}>
      <EmptyState
        level={1}
        icon="map-pin"
        title={t('notFound.title')}
        action={
          <Anchor component={Link} to="/">
            {t('notFound.home')}
          </Anchor>
        }
      >
        {t('notFound.sentence')}
      </EmptyState>
    </main>
  )
}

/** A person who was taken out of their last workspace. */
export function NoWorkspace() {
  const { t } = useTranslation('shell')
  return (
    <main className={classes.alone}>
      <EmptyState
        level={1}
        icon="users"
        title={t('noWorkspace.title')}
        action={<Button onClick={() => location.reload()}>{t('error.retry')}</Button>}
      >
        {t('noWorkspace.sentence')}
      </EmptyState>
    </main>
  )
}

/** While it is not known who is here, no page has a shape: nothing, and after five seconds a sentence. */
export function LateAnswer() {
  const { t } = useTranslation('shell')
  if (!useLate(5_000)) return null
  return (
    <main className={classes.alone}>
      <EmptyState level={1} icon="clock" title={t('late.title')}>
        {t('late.sentence')}
      </EmptyState>
    </main>
  )
}
