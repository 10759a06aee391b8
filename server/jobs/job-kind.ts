import type { JobReason } from '#schemas/api/jobs.ts'
import type { Engine } from '../engine/engine.ts'
import type { JobDoc } from './collections.ts'

/** What a step is told of its job. */
export interface JobSoFar<Input> extends Pick<JobDoc, '_id' | 'workspaceId' | 'by' | 'cursor' | 'done' | 'createdAt'> {
  input: Input
}

/** What a step did. */
export interface StepDone {
  /** How much more is done; and of how much, where that is known better now. */
  done: number
  of?: number
  /** Added to what came of it. */
  report?: Record<string, number>
  /** Where the next step begins. */
  cursor?: string | undefined
  /** The next step comes at once (0), or in so many ms; without it the job is done. */
  againInMs?: number
  /** It cannot be done: the job ends here, and says why. */
  failed?: JobReason
}

/** A kind of work, named and handed in by the subject that does it. */
export interface JobKind<Input = unknown> {
  /** Stored: it never changes. */
  kind: string
  /** Whether whoever asked for it can stop it. */
  cancellable: boolean
  /** Tried again at the next start when it was tried too often: others wait for it. */
  mustEnd?: true
  /**
   * Does a little of it, a second at most, so that messages get their turn in between. How far it is becomes durable afterwards: a step
   * that a crash cut off is made again from where it began, so each does what it does once, by a key or by looking first.
   */
  step(engine: Engine, job: JobSoFar<Input>): Promise<StepDone>
}

/** Types a kind's steps by its input, and forgets the type for the list. */
export const jobKind = <Input>(kind: JobKind<Input>): JobKind<Input> & JobKind => kind as JobKind<Input> & JobKind
