import type { CalendarView } from '#schemas/api/calendar.ts'
import type { DifferingDays } from '#schemas/calendar.ts'
import { changeHours, getCalendar } from '../../api/calendar.ts'
import { ApiError } from '../../api/request.ts'

const mostTries = 3

/** Changes days on top of what is set now: a colleague's change of another day, or of the week, is not in its way. */
export async function changeDays(workspaceId: string, change: (days: DifferingDays[]) => DifferingDays[]): Promise<CalendarView> {
  for (let tries = 1; ; tries++) {
    const { revision, week, days } = await getCalendar(workspaceId)
    if (!week) throw new Error('hours are not set')
    try {
      return await changeHours(workspaceId, { revision, week, days: change(days) })
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'stale-hours') || tries === mostTries) throw error
    }
  }
}
