import type { Decision } from '#schemas/gate.ts'
import { instantAt } from '#schemas/instant.ts'
import type { OfCampaign } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { contactOf } from '../people/index.ts'
import { approach } from './approach.ts'
import { campaignOf } from './campaign.ts'
import { broadcasts } from './collections.ts'
import { notMeantAnyMore } from './still-meant.ts'

/** A message of a campaign that is to leave this moment. */
export interface Leaving {
  workspaceId: string
  channelId: string
  contactId: string
  campaign: OfCampaign
}

/**
 * Asks the gate again right before a message of a campaign leaves: they may have said STOP since, it may be night where they are by now,
 * and the broadcast may have been stopped. The place of the cap is theirs already.
 */
export async function askAtSending(engine: Engine, { workspaceId, channelId, contactId, campaign }: Leaving): Promise<Decision> {
  const doc = await engine.store.collection(broadcasts).get(campaign.id)
  if (!doc || doc.workspaceId !== workspaceId || doc.state === 'cancelled') return { may: 'no', code: 'cancelled' }
  if (doc.state === 'paused') return { may: 'later', at: instantAt(engine.now() + 60_000), code: 'pace' }
  const [all, contact] = await Promise.all([
    campaignOf(engine, { id: doc._id, workspaceId, plan: doc.plan }),
    contactOf(engine.store, workspaceId, contactId),
  ])
  const recipient = { _id: campaign.recipient, contactId }
  const left = contact && (await notMeantAnyMore(engine, all, recipient))
  if (left) return left
  const asked = { ...all, channels: all.channels.map((channel) => ({ ...channel, outOfOrder: false })) }
  return (await approach(engine, asked, contact, { recipient: campaign.recipient, through: channelId })).decision
}
