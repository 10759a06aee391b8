import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Me } from '#schemas/api/accounts.ts'
import { may, type Role } from '#schemas/roles.ts'
import { keys } from '../api/keys.ts'
import { getMe } from '../api/session.ts'

export type CurrentWorkspace = Me['workspaces'][number]

/** Who is signed in, as a query; its error is 401 when nobody is. */
export const useMe = () => useQuery({ queryKey: keys.me, queryFn: getMe, staleTime: 60_000, retry: false })

export const SessionContext = createContext<{ me: Me; workspace: CurrentWorkspace } | undefined>(undefined)

/** The signed-in person and the workspace of the address; only below `WorkspacePlace`. */
export function useSession(): { me: Me; workspace: CurrentWorkspace } {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is only for pages of a workspace')
  return session
}

/** The workspace of the address, with the role this person has in it. */
export const useWorkspace = (): CurrentWorkspace => useSession().workspace

/** Whether this person's role allows something here: `useMay()('changeFlows')`. */
export function useMay(): (right: Right) => boolean {
  const { role } = useWorkspace()
  return (right) => allows(role, right)
}

export type Right = keyof typeof may

/** Whether a role allows something, by the house's one table. */
export const allows = (role: Role, right: Right): boolean => (may[right] as readonly Role[]).includes(role)

/** Where a person starts: agents in the inbox, everyone else at the flows. */
export const firstPlace = (role: Role): 'flows' | 'inbox' => (role === 'agent' ? 'inbox' : 'flows')

const lastWorkspaceKey = 'alur-workspace'

/** The workspace this person was in last, else their first. */
export function homeWorkspace(me: Me): CurrentWorkspace | undefined {
  const last = localStorage.getItem(lastWorkspaceKey)
  return me.workspaces.find((workspace) => workspace.id === last) ?? me.workspaces[0]
}

export const rememberWorkspace = (workspaceId: string): void => localStorage.setItem(lastWorkspaceKey, workspaceId)
