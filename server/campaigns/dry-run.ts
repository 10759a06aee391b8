import type { DryRunView } from '#schemas/api/broadcasts.ts'
import { type Standing, standingOf } from '#schemas/broadcast.ts'
import type { Decision } from '#schemas/gate.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import type { Engine } from '../engine/engine.ts'
import { AppError } from '../errors.ts'
import { beginJob } from '../jobs/begin-job.ts'
import { type JobDoc, jobs } from '../jobs/collections.ts'
import { jobKind } from '../jobs/job-kind.ts'
import type { ContactDoc } from '../people/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import type { Actor } from '../workspaces/index.ts'
import { approach } from './approach.ts'
import { type Campaign, campaignOf, dayMs } from './campaign.ts'
import { type BroadcastDeps, findBroadcast } from './change-broadcast.ts'
import { type BroadcastDoc, broadcasts } from './collections.ts'
import { peopleOf } from './people-of.ts'

const atOnce = 100

/** Asks the gate for everybody of a broadcast as it is now, without sending anything: counts people by what would become of them. */
export const dryRunBroadcast = jobKind<{ broadcastId: string }>({
  kind: 'dry-run',
  cancellable: true,
  async step(engine, { workspaceId, input, cursor }) {
    const doc = await inWorkspace(engine.store, broadcasts, workspaceId).get(input.broadcastId)
    if (!doc) return { done: 0 }
    const campaign = await campaignOf(engine, { id: doc._id, workspaceId, plan: doc.plan })
    const { people, next } = await peopleOf(engine, workspaceId, doc.plan, { limit: atOnce, after: cursor })
    const report: Record<Standing, number> = {}
    for (const { contact } of people) {
      const standing = await wouldBe(engine, campaign, contact)
      report[standing] = (report[standing] ?? 0) + 1
    }
    return { done: people.length, report, ...(next ? { cursor: next, againInMs: 0 } : {}) }
  },
})

/** What would become of somebody now. */
export async function wouldBe(engine: Engine, campaign: Campaign, contact: ContactDoc): Promise<Standing> {
  return standingBy((await approach(engine, campaign, contact)).decision)
}

const standingBy = (decision: Decision): Standing => {
  if (decision.may === 'go') return 'go'
  if (decision.may === 'later') return `later.${decision.code}`
  return decision.code === 'held-out' ? 'held-out' : standingOf('skipped', decision.code)
}

/** Begins to ask anew, and tells how far it is. */
export async function beginDryRun(deps: BroadcastDeps, actor: Actor, id: string): Promise<DryRunView> {
  const { workspaceId } = actor
  const doc = await findBroadcast(deps, workspaceId, id)
  const input = { broadcastId: doc._id }
  const job = await beginJob(deps, dryRunBroadcast, {
    id: newId(deps),
    workspaceId,
    by: actor.caller.user.id,
    input,
    keptMs: 30 * dayMs,
  })
  await inWorkspace(deps.store, broadcasts, workspaceId).update(id, { $set: { dryRun: { job: job._id, at: instantNow(deps) } } })
  return viewOf(job)
}

/** How far the one is that was begun last. */
export async function readDryRun({ store }: Pick<Deps, 'store'>, doc: BroadcastDoc): Promise<DryRunView> {
  const job = doc.dryRun && (await inWorkspace(store, jobs, doc.workspaceId).get(doc.dryRun.job))
  if (!job) throw new AppError('not-found')
  return viewOf(job)
}

const viewOf = ({ state, done, report, createdAt }: JobDoc): DryRunView => ({ state, done, counts: report, at: createdAt })
