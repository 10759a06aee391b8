import { type HoursRange, type WeekHours, weekdays } from '#schemas/calendar.ts'

/** `hours('10:00-14:00', '18:00-02:00')` */
export const hours = (...ranges: string[]): HoursRange[] =>
  ranges.map((range) => {
    const [from = '', to = ''] = range.split('-')
    return { from, to }
  })

/** The same hours on every day of the week. */
export const everyDay = (...ranges: string[]): WeekHours =>
  Object.fromEntries(weekdays.map((day) => [day, hours(...ranges)])) as WeekHours
