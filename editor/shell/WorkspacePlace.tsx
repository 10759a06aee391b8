import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useParams } from 'react-router'
import type { Me } from '#schemas/api/accounts.ts'
import { showTimesIn } from '../ui/format.ts'
import { useAlerts } from './alerts.ts'
import { LiveProvider } from './LiveProvider.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { SearchPalette } from './palette.tsx'
import { RequireSession } from './RequireSession.tsx'
import { NoLongerHere, NotFound } from './RouteError.tsx'
import { rememberWorkspace, SessionContext } from './session.tsx'
import classes from './shell.module.css'

/** What all pages of a workspace share: who is here, the live line, the command palette, the skip link. */
export function WorkspacePlace() {
  return <RequireSession>{(me) => <Workspace me={me} />}</RequireSession>
}

function Workspace({ me }: { me: Me }) {
  const { t } = useTranslation('shell')
  const { workspaceId } = useParams()
  const workspace = me.workspaces.find(({ id }) => id === workspaceId)
  useEffect(() => {
    if (workspace) rememberWorkspace(workspace.id)
  }, [workspace])
  // Whoever is taken out meanwhile is told from where.
  const [before, setBefore] = useState(workspace)
  if (workspace && workspace !== before) setBefore(workspace)
  if (!workspace) return before && before.id === workspaceId ? <NoLongerHere workspace={before.name} /> : <NotFound />
  showTimesIn(workspace.timeZone)
  return (
    <SessionContext value={{ me, workspace }}>
      <LiveProvider workspaceId={workspace.id} key={workspace.id}>
        <a href="#content" className={classes.skip}>
          {t('skip')}
        </a>
        <div className={classes.place}>
          <OfflineBanner />
          <div className={classes.outlet}>
            <Outlet />
          </div>
        </div>
        <SearchPalette />
        <Alerts />
      </LiveProvider>
    </SessionContext>
  )
}

/** Tells of chats that want an answer, on every page. */
function Alerts() {
  useAlerts()
  return null
}
