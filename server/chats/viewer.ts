import type { InWorkspace } from '../http/route.ts'
import type { Viewer } from './scope.ts'

/** Who asks, as far as chats are concerned. */
export const viewer = ({ workspaceId, scope, caller }: Pick<InWorkspace, 'workspaceId' | 'scope' | 'caller'>): Viewer => ({
  workspaceId,
  agentId: caller.user.id,
  scope,
})
