import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import type { Me } from '#schemas/api/accounts.ts'
import { keys } from '../api/keys.ts'
import { ApiError } from '../api/request.ts'
import { getSetup } from '../api/session.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Alone, LateAnswer } from './RouteError.tsx'
import { useMe } from './session.tsx'

/** Its content for a signed-in person; others go to the sign-in page, or to the set-up of a server without an owner. */
export function RequireSession({ children }: { children(me: Me): ReactNode }) {
  const me = useMe()
  const signedOut = me.error instanceof ApiError && me.error.status === 401
  const setup = useQuery({ queryKey: keys.setup, queryFn: getSetup, enabled: signedOut })
  const { pathname, search } = useLocation()
  if (signedOut) {
    if (setup.isPending) return <LateAnswer />
    if (setup.data?.needsOwner) return <Navigate to="/set-up" replace />
    return <Navigate to={pathname === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />
  }
  if (me.data) return children(me.data)
  if (!me.error) return <LateAnswer />
  return (
    <Alone>
      <ErrorState error={me.error} onRetry={() => void me.refetch()} />
    </Alone>
  )
}
