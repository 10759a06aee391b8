import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import { type DeliveryDoc, deliveries } from './collections.ts'

/** What campaigns ask of sending. */
export interface CampaignSending {
  /** How many messages wait in a channel's bulk lane, no further than `atMost`. */
  waiting(channelId: string, atMost: number): Promise<number>
  /** What became of these messages so far. */
  of(saidIds: string[]): Promise<Pick<DeliveryDoc, '_id' | 'status' | 'reason' | 'at' | 'dueAt'>[]>
  /** Sends one that the vendor did not take yet, or that was put off, once more. */
  again(saidId: string): Promise<void>
}

export function campaignSending({ store, now }: Pick<Engine, 'store' | 'now'>): CampaignSending {
  const docs = store.collection(deliveries)
  return {
    waiting: (channelId, atMost) => docs.count({ channelId, bulk: true, dueAt: { $gt: '' } }, { atMost }),
    of: (saidIds) => docs.getMany(saidIds),
    async again(saidId) {
      const change = {
        $set: { status: 'queued', providerIds: [], attempts: 0, dueAt: instantAt(now()), at: instantAt(now()) },
        $unset: ['reason', 'untold'],
      }
      await docs.update(saidId, change, { status: 'failed' })
    },
  }
}
