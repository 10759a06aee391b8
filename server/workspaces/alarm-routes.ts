import { alarms } from '#schemas/api/alarms.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { listAlarms } from './list-alarms.ts'

export const alarmRoutes = [
  route({
    method: 'get',
    path: '/workspaces/{w}/alarms',
    who: { roles: may.readAlarms },
    summary: 'What does not work and needs somebody: writes that are refused, messages and timers that were given up',
    reply: alarms,
    handle: ({ deps, workspaceId }) => listAlarms(deps, workspaceId),
  }),
]
