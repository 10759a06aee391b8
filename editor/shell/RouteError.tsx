import { Anchor, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, Link, useRouteError } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import classes from './shell.module.css'
import { useSignOut } from './useSignOut.ts'

/** A page that stands in no place, and so has no side bar. */
export const Alone = ({ children }: { children: ReactNode }) => <main className={classes.alone}>{children}</main>

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
    <Alone>
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
    </Alone>
  )
}

/** A person who was taken out of their last workspace; they may have another account. */
export function NoWorkspace({ email }: { email: string }) {
  const { t } = useTranslation('shell')
  const signOut = useSignOut()
  return (
    <Alone>
      <EmptyState
        level={1}
        icon="users"
        title={t('noWorkspace.title')}
        action={
          <>
            <Button onClick={() => location.reload()}>{t('error.retry')}</Button>
            <Button variant="subtle" onClick={() => void signOut()}>
              {t('signOut')}
            </Button>
          </>
        }
      >
        {t('noWorkspace.sentence', { email })}
      </EmptyState>
    </Alone>
  )
}

/** A person who was taken out of the workspace they have on the screen. */
export function NoLongerHere({ workspace }: { workspace: string }) {
  const { t } = useTranslation('shell')
  return (
    <Alone>
      <EmptyState
        level={1}
        icon="users"
        title={t('noLongerHere.title', { workspace })}
        action={
          <Anchor component={Link} to="/">
            {t('notFound.home')}
          </Anchor>
        }
      >
        {t('noLongerHere.sentence')}
      </EmptyState>
    </Alone>
  )
}

/** While it is not known who is here, no page has a shape: nothing, and after five seconds a sentence. */
export function LateAnswer() {
  const { t } = useTranslation('shell')
  if (!useLate(5_000)) return null
  return (
    <Alone>
      <EmptyState level={1} icon="clock" title={t('late.title')}>
        {t('late.sentence')}
      </EmptyState>
    </Alone>
  )
}
