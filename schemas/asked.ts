/**
 * What a visit asked of a service, and what came of it; in a turn, in the order in which it was asked. `step`: the index of the visit
 * among the turn's steps. What was asked is not kept: it may hold what nobody is to read.
 */
export type Asked =
  | { step: number; name: string; answer: unknown }
  | { step: number; name: string; failed: AskFailure }
  /** What the node made of it (an outcome), where the answers are too large to be kept, or it took too long. */
  | { step: number; made: unknown }

/** The error that a service answered with. `reason`: of a call, see `egress-reason.ts`. */
export interface AskFailure {
  name: string
  message: string
  reason?: string
}
