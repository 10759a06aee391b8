import type { WouldGo } from '#schemas/api/privacy.ts'
import { type Instant, instantAt } from '#schemas/instant.ts'
import { type KeptClass, keptClasses, type Retention } from '#schemas/privacy.ts'
import { dropOldChats, oldChats } from '../chats/index.ts'
import type { Deps } from '../deps.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import type { Worker } from '../engine/loop.ts'
import { dropOldFiles, oldFiles } from '../files/index.ts'
import { readPrivacy } from '../people/index.ts'
import type { Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { workspaceIds } from '../workspaces/index.ts'
import { privacyRequests } from './collections.ts'

const dayMs = 24 * 3_600_000
const everyMs = 3_600_000
const soonMs = 5_000

/** What of each class is older: found for a preview, and let go. */
const classes: Record<
  KeptClass,
  {
    old(store: Store, workspaceId: string, before: Instant): Promise<string[]>
    drop(engine: Engine, workspaceId: string, before: Instant): Promise<number>
  }
> = {
  chats: { old: oldChats, drop: dropOldChats },
  files: { old: oldFiles, drop: ({ store }, workspaceId, before) => dropOldFiles(store, workspaceId, before) },
  requests: {
    old: oldRequests,
    async drop({ store }, workspaceId, before) {
      const ids = await oldRequests(store, workspaceId, before)
      return inWorkspace(store, privacyRequests, workspaceId).delete({ _id: { $in: ids } })
    },
  },
}

/** Those that are done. */
async function oldRequests(store: Store, workspaceId: string, before: Instant): Promise<string[]> {
  const { items } = await inWorkspace(store, privacyRequests, workspaceId).find(
    { at: { $lt: before }, doneAt: { $exists: true } },
    { sort: { at: -1 }, limit: 1000 },
  )
  return items.map(({ _id }) => _id)
}

/** How much of each class would go today, were it kept for so many days only. */
export async function previewRetention(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  workspaceId: string,
  retention: Retention,
): Promise<WouldGo> {
  const counted: Partial<Record<KeptClass, number>> = {}
  for (const kept of keptClasses) {
    const days = retention[kept]
    if (days !== undefined) counted[kept] = (await classes[kept].old(store, workspaceId, daysAgo(now(), days))).length
  }
  return counted
}

const daysAgo = (now: number, days: number): Instant => instantAt(now - days * dayMs)

/** Lets go what a workspace does not want to keep any longer, a little at a time. */
export const startRetention = (engine: Engine): Worker =>
  startDuty(engine, {
    name: 'retention',
    failing: 'what is kept for some time only is not gone yet',
    alone: true,
    round: async () => ((await dropAll(engine)) > 0 ? soonMs : everyMs),
  })

/** How much went. */
export async function dropAll(engine: Engine): Promise<number> {
  let gone = 0
  for await (const workspaceId of workspaceIds(engine.store)) {
    const { retention } = await readPrivacy(engine.store, workspaceId)
    for (const kept of keptClasses) {
      const days = retention[kept]
      if (days !== undefined) gone += await classes[kept].drop(engine, workspaceId, daysAgo(engine.now(), days))
    }
  }
  return gone
}
