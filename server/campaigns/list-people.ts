import { instantOf } from '#nodes/dates.ts'
import { standingOf } from '#schemas/broadcast.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { ContactDoc } from '../people/index.ts'
import { type Campaign, zoneOf } from './campaign.ts'
import { type BroadcastDoc, type RecipientDoc, recipients } from './collections.ts'
import { peopleOf } from './people-of.ts'

const atOnce = 200

/** Writes down the next of those whom it is for, each once. Where it goes on; `done` when everybody is known. */
export async function listPeople(
  engine: Engine,
  campaign: Campaign,
  doc: BroadcastDoc,
): Promise<{ cursor?: string; done: boolean }> {
  const { people, next } = await peopleOf(engine.store, doc.workspaceId, doc.plan.whom, { limit: atOnce, after: doc.cursor })
  await engine.store.collection(recipients).insertMany(people.map(({ contact }) => recipientOf(engine, campaign, contact)))
  return { ...(next ? { cursor: next } : {}), done: next === undefined }
}

function recipientOf(engine: Engine, campaign: Campaign, contact: ContactDoc): RecipientDoc {
  const at = instantAt(engine.now())
  const dueAt = dueFor(campaign, contact, engine.now())
  return {
    _id: `${campaign.id}.${contact._id}`,
    workspaceId: campaign.workspaceId,
    broadcastId: campaign.id,
    contactId: contact._id,
    state: 'waiting',
    standing: standingOf('waiting'),
    at,
    since: dueAt,
    dueAt,
  }
}

/** When it is due for somebody: now, or when their clock shows the time. Where that is over already, now. */
function dueFor(campaign: Campaign, contact: ContactDoc, now: number): string {
  const { when } = campaign.plan
  if (when.kind !== 'at') return instantAt(now)
  const at = instantOf(when.day, when.time, zoneOf(campaign, contact))
  return Date.parse(at) > now ? at : instantAt(now)
}
