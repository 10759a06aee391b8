import type { JobState } from '#schemas/api/jobs.ts'
import { timeOrderedId } from '../engine/ids.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { type JobDoc, jobs } from '../jobs/collections.ts'
import { rebuilds } from '../parts-of-subjects.ts'
import type { Store } from '../store/contract.ts'
import { allWorkspaces } from '../workspaces/index.ts'

/** A projection that can be made again. */
export type Rebuildable = keyof typeof rebuilds

export const isRebuildable = (name: string): name is Rebuildable => Object.hasOwn(rebuilds, name)

/** Who asks for it, in the list of what is done in the background: nobody who signs in. */
const operator = 'operator'

/** How far a rebuild is in one workspace. */
export interface RebuildNews {
  job: string
  workspace: string
  state: JobState
  done: number
  changed: number
  reason?: string
}

/** Begins to make a projection again, a job for each workspace. */
export async function beginRebuild(
  { store, now }: { store: Store; now(): number },
  name: Rebuildable,
): Promise<{ job: string; workspace: string }[]> {
  const all = await allWorkspaces(store)
  return Promise.all(
    all.map(async ({ _id: workspaceId, name: workspace }) => {
      const id = `${rebuilds[name].kind}-${timeOrderedId(now())}`
      const { _id: job } = await beginJob({ store, now }, rebuilds[name], { id, workspaceId, by: operator, input: null })
      return { job, workspace }
    }),
  )
}

/** How far they are now, in the order in which they were begun. */
export async function readRebuilds(store: Store, begun: readonly { job: string; workspace: string }[]): Promise<RebuildNews[]> {
  const docs = new Map((await store.collection(jobs).getMany(begun.map(({ job }) => job))).map((doc) => [doc._id, doc]))
  return begun.flatMap(({ job, workspace }) => {
    const doc = docs.get(job)
    return doc ? [newsOf(doc, workspace)] : []
  })
}

const newsOf = ({ _id, state, done, report, reason }: JobDoc, workspace: string): RebuildNews => ({
  job: _id,
  workspace,
  state,
  done,
  changed: report.changed ?? 0,
  ...(reason ? { reason: reason.code } : {}),
})

export const isOver = ({ state }: RebuildNews): boolean => state !== 'queued' && state !== 'running'
