// When a workspace is open: what the rest of the server may use of it.
export { calendarBook } from './calendar-book.ts'
export { changeHours } from './change-hours.ts'
export { onCalendar } from './on-calendar.ts'
export { readCalendar } from './read-calendar.ts'
