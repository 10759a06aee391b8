import type { NewBroadcast } from '#schemas/api/broadcasts.ts'
import type { Standing } from '#schemas/broadcast.ts'
import { createBroadcast } from '#server/campaigns/change-broadcast.ts'
import { broadcasts, recipients } from '#server/campaigns/collections.ts'
import { runDueBroadcasts } from '#server/campaigns/run-broadcasts.ts'
import { startBroadcast } from '#server/campaigns/start-broadcast.ts'
import { campaignSending } from '#server/outbox/of-campaigns.ts'
import { type ContactDoc, contacts } from '#server/people/collections.ts'
import type { Store } from '#server/store/contract.ts'
import { findAll } from '#server/store/find-all.ts'
import type { TestClock } from './in-process.ts'
import { seed } from './seed.ts'
import type { Server } from './talk/line.ts'

/** Ada, who sends broadcasts. */
export const ada = { workspaceId: seed.workspaceId, caller: { user: { id: 'ada' } } } as never

/** Somebody whom the shop knows. */
export async function known(store: Store, id: string, facts: Partial<ContactDoc> & Record<string, unknown> = {}): Promise<void> {
  const at = '2026-11-01T00:00:00.000Z'
  const doc = { _id: id, workspaceId: seed.workspaceId, firstSeenAt: at, lastSeenAt: at, fields: {}, tags: [], ...facts }
  await store.collection(contacts).insert(doc as ContactDoc)
}

/** Drafts and starts one. */
export async function started({ deps }: Server, broadcast: NewBroadcast): Promise<string> {
  const { id } = await createBroadcast(deps, ada, broadcast)
  await startBroadcast(deps, ada, id)
  return id
}

/** Lets time pass, a second at a time at first, until nothing is due any more or `hours` have passed. */
export async function runs(server: Server, clock: TestClock, { seconds = 30, stepMs = 1_000 } = {}): Promise<void> {
  const sending = campaignSending(server.engine)
  for (let passed = 0; passed < seconds * 1_000; passed += stepMs) {
    await runDueBroadcasts(server.engine, sending)
    server.outbox.nudge()
    await settled(server)
    clock.pass(stepMs)
  }
}

/** Until what is being sent is sent, and lists show it. */
export async function settled(server: Server): Promise<void> {
  for (let n = 0; n < 3; n++) {
    await server.projections.flush()
    await server.outbox.idle()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Where everybody of a broadcast is. */
export async function standings(store: Store, broadcastId: string): Promise<Record<string, Standing>> {
  const all = await findAll(store.collection(recipients), { broadcastId }, { _id: 1 })
  return Object.fromEntries(all.map(({ contactId, standing }) => [contactId, standing]))
}

export const stateOf = async (store: Store, id: string): Promise<string | undefined> =>
  (await store.collection(broadcasts).get(id))?.state
