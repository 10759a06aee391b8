import type { JobView } from '#schemas/api/jobs.ts'
import type { Listing } from '#schemas/api/shape.ts'
import { may, type Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { instantNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Filter } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type JobDoc, jobs } from './collections.ts'

/** Who asks, and in which workspace. */
export interface WhoAsks {
  workspaceId: string
  role: Role
  caller: { user: { id: string } }
}
type ViewDeps = Pick<Deps, 'store' | 'names' | 'jobKinds'>

/** One's own, the newest first; everybody's for those who may see them. */
export async function listJobs(
  deps: ViewDeps,
  who: WhoAsks,
  page: { after?: string; limit?: number },
): Promise<Listing<JobView>> {
  const theirs: Filter = seesAll(who) ? {} : { by: who.caller.user.id }
  const found = await inWorkspace(deps.store, jobs, who.workspaceId).find(theirs, { ...page, sort: { createdAt: -1 } })
  return { ...found, items: found.items.map((doc) => jobView(deps, doc)) }
}

export const readJob = async (deps: ViewDeps, who: WhoAsks, id: string): Promise<JobView> =>
  jobView(deps, await findJob(deps, who, id))

/** Stops it before its next step; what is done stays done. */
export async function cancelJob(deps: ViewDeps & Pick<Deps, 'now'>, who: WhoAsks, id: string): Promise<JobView> {
  const { kind } = await findJob(deps, who, id)
  const docs = inWorkspace(deps.store, jobs, who.workspaceId)
  const wanted =
    deps.jobKinds.get(kind)?.cancellable &&
    ((await docs.update(id, { $set: { cancelWanted: true, dueAt: instantNow(deps) } }, { state: 'queued' })) ??
      (await docs.update(id, { $set: { cancelWanted: true } }, { state: 'running' })))
  if (!wanted) throw new AppError('job-goes-on')
  return jobView(deps, wanted)
}

/** A job that this person may know of. */
export async function findJob({ store }: Pick<Deps, 'store'>, who: WhoAsks, id: string): Promise<JobDoc> {
  const doc = await inWorkspace(store, jobs, who.workspaceId).get(id)
  if (!doc || (doc.by !== who.caller.user.id && !seesAll(who))) throw new AppError('not-found')
  return doc
}

const seesAll = ({ role }: WhoAsks): boolean => (may.readAllJobs as readonly Role[]).includes(role)

export function jobView({ names, jobKinds }: ViewDeps, doc: JobDoc): JobView {
  const { _id: id, kind, state, reason, by, done, of, report, cancelWanted, createdAt, endedAt } = doc
  return {
    id,
    kind,
    state,
    ...(reason ? { reason } : {}),
    by: { id: by, name: names.agent(by) ?? '' },
    done,
    ...(of === undefined ? {} : { of }),
    report,
    ...(cancelWanted ? { cancelWanted } : {}),
    cancellable: endedAt === undefined && jobKinds.get(kind)?.cancellable === true,
    createdAt,
    ...(endedAt ? { endedAt } : {}),
  }
}
