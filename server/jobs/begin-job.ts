import { instantAt } from '#schemas/instant.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { type JobDoc, jobInputs, jobs } from './collections.ts'
import type { JobKind } from './job-kind.ts'

const dayMs = 24 * 3_600_000

interface NewJob<Input> {
  /** One that was begun under this id is not begun again. */
  id: string
  workspaceId: string
  by: string
  input: Input
  of?: number
  /** How long anybody may ask after it; a month unless said otherwise. */
  keptMs?: number
  /** Not before that. */
  inMs?: number
}

/** Begins work in the background: durable when it resolves. The job, also when it was begun before. */
export async function beginJob<Input>(
  { store, now }: { store: Store; now(): number },
  { kind }: JobKind<Input>,
  { id, workspaceId, by, input, of, keptMs = 30 * dayMs, inMs = 0 }: NewJob<Input>,
): Promise<JobDoc> {
  const at = now()
  const expiresAt = instantAt(at + keptMs)
  const doc: JobDoc = {
    _id: id,
    workspaceId,
    kind,
    by,
    state: 'queued',
    done: 0,
    ...(of === undefined ? {} : { of }),
    report: {},
    attempts: 0,
    fence: 0,
    dueAt: instantAt(at + inMs),
    createdAt: instantAt(at),
    expiresAt,
  }
  // First what it works on: without its job that vanishes unseen.
  await store.collection(jobInputs).insertMany([{ _id: id, workspaceId, input, expiresAt }])
  try {
    await store.collection(jobs).insert(doc)
    return doc
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return (await store.collection(jobs).get(id)) ?? doc
  }
}
