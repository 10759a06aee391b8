import { calendar, calendarUsers, closureToBegin, hoursChange } from '#schemas/api/calendar.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { usersOfCalendar } from './calendar-users.ts'
import { changeHours } from './change-hours.ts'
import { closeToday, openAgain } from './close-today.ts'
import { readCalendar } from './read-calendar.ts'

const path = '/workspaces/{w}/calendar'
const closure = `${path}/closure` as const

export const calendarRoutes = [
  route({
    method: 'get',
    path,
    who: { roles: may.readCalendar },
    summary: 'Opening hours: the week, the days that differ, and whether today is closed',
    reply: calendar,
    handle: ({ deps, workspaceId }) => readCalendar(deps, workspaceId),
  }),
  route({
    method: 'put',
    path,
    who: { roles: may.changeHours },
    summary: 'Set the week and the days that differ; they count at once, a stale revision answers 409',
    body: hoursChange,
    bodyLimit: 512 * 1024,
    reply: calendar,
    errors: ['stale-hours'],
    handle: ({ deps, body, ...actor }) => changeHours(deps, actor, body),
  }),
  route({
    method: 'put',
    path: closure,
    who: { roles: may.closeToday },
    summary: 'Close now, whatever the hours say, until the end of today or an instant within a week; it ends by itself',
    body: closureToBegin,
    reply: calendar,
    handle: ({ deps, body, ...actor }) => closeToday(deps, actor, body),
  }),
  route({
    method: 'delete',
    path: closure,
    who: { roles: may.closeToday },
    summary: 'Open again: the hours count as they are set',
    reply: calendar,
    handle: ({ deps, ...actor }) => openAgain(deps, actor),
  }),
  route({
    method: 'get',
    path: `${path}/flows`,
    who: { roles: may.readCalendar },
    summary: 'The flows that ask whether you are open, in their draft or their live version',
    reply: calendarUsers,
    handle: ({ deps, workspaceId }) => usersOfCalendar(deps, workspaceId),
  }),
]
