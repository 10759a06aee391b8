import { Navigate, useParams } from 'react-router'
import { RequireSession } from './RequireSession.tsx'
import { NoWorkspace } from './RouteError.tsx'
import { firstPlace, homeWorkspace } from './session.tsx'

/** `/` and `/w/:workspaceId` lead to the place this person's work starts at. */
export function FirstPage() {
  const { workspaceId } = useParams()
  return (
    <RequireSession>
      {(me) => {
        const workspace = me.workspaces.find(({ id }) => id === workspaceId) ?? homeWorkspace(me)
        if (!workspace) return <NoWorkspace email={me.user.email} />
        return <Navigate to={`/w/${workspace.id}/${firstPlace(workspace.role)}`} replace />
      }}
    </RequireSession>
  )
}
