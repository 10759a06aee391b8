import { signInRoutes } from '../accounts/sign-in-routes.ts'
import { calendarRoutes } from '../calendar/calendar-routes.ts'
import { broadcastRoutes } from '../campaigns/broadcast-routes.ts'
import { channelRoutes } from '../channels/channel-routes.ts'
import { caseRoutes } from '../chats/case-routes.ts'
import { conversationRoutes } from '../chats/conversation-routes.ts'
import { unaskedRoutes } from '../chats/unasked-routes.ts'
import { costRoutes } from '../costs/costs-routes.ts'
import { eventRoutes } from '../events/event-routes.ts'
import { fileRoutes } from '../files/file-routes.ts'
import { flowRoutes, versionRoutes } from '../flows/flow-routes.ts'
import { liveFlowRoutes } from '../flows/live-flow-routes.ts'
import { tryRoutes } from '../flows/try-routes.ts'
import { importRoutes } from '../imports/import-routes.ts'
import { jobRoutes } from '../jobs/job-routes.ts'
import { consentRoutes } from '../people/consent-routes.ts'
import { contactFieldRoutes, contactRoutes } from '../people/contact-routes.ts'
import { mergeRoutes } from '../people/merge-routes.ts'
import { rightsRoutes } from '../rights/rights-routes.ts'
import { secretRoutes } from '../secrets/secret-routes.ts'
import { segmentRoutes } from '../segments/segment-routes.ts'
import { statisticsRoutes } from '../statistics/statistics-routes.ts'
import { teamRoutes } from '../teams/team-routes.ts'
import { alarmRoutes } from '../workspaces/alarm-routes.ts'
import { invitationRoutes } from '../workspaces/invitation-routes.ts'
import { memberRoutes } from '../workspaces/member-routes.ts'
import { noticeRoutes } from '../workspaces/notice-routes.ts'
import { tokenRoutes } from '../workspaces/token-routes.ts'
import { workspaceRoutes } from '../workspaces/workspace-routes.ts'
import type { Route } from './route.ts'

/** Every endpoint of `/api/v1`. */
export const routes: readonly Route[] = [
  ...signInRoutes,
  ...workspaceRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...teamRoutes,
  ...tokenRoutes,
  ...calendarRoutes,
  ...secretRoutes,
  ...channelRoutes,
  ...fileRoutes,
  ...flowRoutes,
  ...versionRoutes,
  ...liveFlowRoutes,
  ...statisticsRoutes,
  ...costRoutes,
  ...conversationRoutes,
  ...unaskedRoutes,
  ...caseRoutes,
  ...consentRoutes,
  ...mergeRoutes,
  ...broadcastRoutes,
  ...contactRoutes,
  ...contactFieldRoutes,
  ...importRoutes,
  ...rightsRoutes,
  ...eventRoutes,
  ...segmentRoutes,
  ...jobRoutes,
  ...tryRoutes,
  ...noticeRoutes,
  ...alarmRoutes,
]
