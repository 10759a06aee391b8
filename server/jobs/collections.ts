import type { JobReason, JobState } from '#schemas/api/jobs.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** Work that takes longer than a request: what is to be done, and how far it is. */
export interface JobDoc extends Stored {
  workspaceId: string
  /** Which of the kinds that subjects hand in. */
  kind: string
  /** Who asked for it. */
  by: string
  state: JobState
  /** Why it failed. */
  reason?: JobReason
  /** Where the next step begins, in the kind's own words; absent at the beginning. */
  cursor?: string
  /** How much is done, of how much where that is known, in what the kind counts. */
  done: number
  of?: number
  /** What came of it, by names that the kind gives. */
  report: Record<string, number>
  /** Since it came on last. Counted before each is made: what ends the process is known by it. */
  attempts: number
  /** Goes up with every lease: who had an older one writes nothing any more. */
  fence: number
  cancelWanted?: true
  /** Present while there is something to do: when a process may take it up. */
  dueAt?: Instant
  createdAt: Instant
  endedAt?: Instant
  expiresAt: Instant
}

export const jobs = define<JobDoc>('jobs', [
  { name: 'due', fields: { dueAt: 1 }, whenPresent: 'dueAt' },
  { name: 'workspace', fields: { workspaceId: 1, createdAt: -1 } },
  { name: 'by', fields: { workspaceId: 1, by: 1, createdAt: -1 } },
  { name: 'kind', fields: { workspaceId: 1, by: 1, kind: 1, createdAt: -1 } },
  { name: 'expiry', fields: { expiresAt: 1 }, expires: true },
])

/** What a job works on, under the job's id: it can be long and never changes, so it is not written again with every step. */
export interface JobInputDoc extends Stored {
  workspaceId: string
  input: unknown
  expiresAt: Instant
}

export const jobInputs = define<JobInputDoc>('jobInputs', [{ name: 'expiry', fields: { expiresAt: 1 }, expires: true }])
