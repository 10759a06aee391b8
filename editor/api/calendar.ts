import type { CalendarUser, CalendarView, ClosureToBegin, HoursChange } from '#schemas/api/calendar.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { request } from './request.ts'

export const getCalendar = (w: string) => request<CalendarView>('GET', `/workspaces/${w}/calendar`)

/** 409 `stale-hours` when somebody else changed them meanwhile. */
export const changeHours = (w: string, change: HoursChange) => request<CalendarView>('PUT', `/workspaces/${w}/calendar`, change)

export const closeToday = (w: string, closure: ClosureToBegin) =>
  request<CalendarView>('PUT', `/workspaces/${w}/calendar/closure`, closure)

export const openAgain = (w: string) => request<CalendarView>('DELETE', `/workspaces/${w}/calendar/closure`)

/** The flows that ask whether it is open. */
export const listCalendarUsers = (w: string) => request<Listing<CalendarUser>>('GET', `/workspaces/${w}/calendar/flows`)
