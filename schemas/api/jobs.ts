import {
  anyText,
  count,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  mapOf,
  maybe,
  named,
  object,
  oneOf,
  person,
  yes,
  yesNo,
} from './shape.ts'

export const jobState = oneOf(['queued', 'running', 'done', 'failed', 'cancelled'])
export type JobState = FromShape<typeof jobState>

/** `tried-too-often`: five attempts, one after another, came to nothing. `input-gone`: what it was to work on is not there any more.
 * `chats-deleted-before`: chats were deleted by a release that did not keep what they count for. */
export const jobReason = object({ code: oneOf(['tried-too-often', 'input-gone', 'unknown-kind', 'chats-deleted-before']) })
export type JobReason = FromShape<typeof jobReason>

const jobFields = {
  id,
  kind: anyText,
  state: jobState,
  reason: maybe(jobReason),
  by: person,
  /** How much is done, of how much where that is known. */
  done: count,
  of: maybe(count),
  /** What came of it, by the names that its kind gives. */
  report: mapOf(count),
  /** It stops before its next step. */
  cancelWanted: maybe(yes),
  /** Whether it can be stopped. */
  cancellable: yesNo,
  createdAt: instant,
  endedAt: maybe(instant),
}
/**
 * GET /workspaces/{w}/jobs → work in the background, the newest first: one's own; owners and admins see everybody's. GET …/jobs/{k} →
 * JobView. POST …/jobs/{k}/cancel → JobView: it stops before its next step, and what is done stays done.
 */
export type JobView = FromFields<typeof jobFields>
export const job = named<JobView>('Job', object(jobFields))
export const jobs = listing(job)
