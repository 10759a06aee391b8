import { alarmRoutes } from './alarms.ts'
import { channelRoutes } from './channels.ts'
import { conversationRoutes } from './conversations.ts'
import { flowRoutes, versionRoutes } from './flows.ts'
import { invitationRoutes } from './invitations.ts'
import { liveFlowRoutes } from './live-flows.ts'
import { memberRoutes } from './members.ts'
import { noticeRoutes } from './notices.ts'
import type { Route } from './route.ts'
import { secretRoutes } from './secrets.ts'
import { signInRoutes } from './sign-in.ts'
import { statisticsRoutes } from './statistics.ts'
import { tokenRoutes } from './tokens.ts'
import { tryRoutes } from './tries.ts'
import { workspaceRoutes } from './workspaces.ts'

/** Every endpoint of `/api/v1`. */
export const routes: readonly Route[] = [
  ...signInRoutes,
  ...workspaceRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...tokenRoutes,
  ...secretRoutes,
  ...channelRoutes,
  ...flowRoutes,
  ...versionRoutes,
  ...liveFlowRoutes,
  ...statisticsRoutes,
  ...conversationRoutes,
  ...tryRoutes,
  ...noticeRoutes,
  ...alarmRoutes,
]
