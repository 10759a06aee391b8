import { startOfHour } from '#nodes/dates.ts'
import { type Cohort, nothingCounted } from '#runtime/metrics/count.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import type { CounterDoc } from './collections.ts'

const dayMs = 24 * 3_600_000
/** Somewhat longer than something is counted in an hour, for what is projected late. */
const hoursKeptMs = 42 * dayMs

/** A counter before anything is counted. */
export const newCounter = (workspaceId: string, cohort: Cohort): Omit<CounterDoc, '_id'> => ({
  workspaceId,
  ...cohort,
  ...(cohort.grain === 'hour' ? { expiresAt: instantAt(Date.parse(startOfHour(cohort.day)) + hoursKeptMs) } : {}),
  ...nothingCounted(),
})

/** Whether a counter is of an hour that is counted no more. */
export const isOfOldHour = ({ grain, day }: Pick<Cohort, 'grain' | 'day'>, since: Instant): boolean =>
  grain === 'hour' && startOfHour(day) < since
