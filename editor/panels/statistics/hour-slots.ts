import type { CountedHour } from '#schemas/api/statistics.ts'

/** A column of a chart of days: an hour of the clock, or that hour again where clocks go back. */
export interface HourSlot {
  hour: number
  again: boolean
}

/** The columns that some days need so that the same hour of all stands in one, and each day's hours in their columns. */
export function inSlots(hours: readonly CountedHour[]): {
  slots: HourSlot[]
  days: { day: string; hours: (CountedHour | undefined)[] }[]
} {
  const days = new Map<string, Map<number, CountedHour>>()
  for (const one of hours) {
    const day = days.get(one.day) ?? new Map<number, CountedHour>()
    days.set(one.day, day)
    day.set(day.has(2 * one.hour) ? 2 * one.hour + 1 : 2 * one.hour, one)
  }
  const order = [...new Set([...days.values()].flatMap((day) => [...day.keys()]))].sort((one, other) => one - other)
  return {
    slots: order.map((slot) => ({ hour: Math.floor(slot / 2), again: slot % 2 === 1 })),
    days: [...days].map(([day, of]) => ({ day, hours: order.map((slot) => of.get(slot)) })),
  }
}
