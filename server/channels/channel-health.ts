import { isDeepStrictEqual } from 'node:util'
import type { ChannelTrouble } from '#schemas/api/channels.ts'
import type { TroubleReason } from '#schemas/channel-trouble.ts'
import { instantAt } from '#schemas/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { Filter } from '../store/contract.ts'
import type { KnownChannel } from './channel-book.ts'
import { type ChannelTroubles, channels } from './collections.ts'

/** Where it was told that a channel is out of order, which is also where it shows that it works again. */
export type ToldBy = keyof ChannelTroubles

/** Channels through which nothing goes out. */
export const outOfOrder: Filter = {
  $or: [{ 'troubles.call.stops': true }, { 'troubles.status.stops': true }, { 'troubles.account.stops': true }],
}

/** Keeps what is wrong with a channel as a whole in its document, for those who run it and for those who answer through it. */
export interface ChannelHealth {
  /** Something keeps the channel from working. Written once while it lasts; resolves when it is durable. */
  note(channel: KnownChannel, by: ToldBy, trouble: Omit<ChannelTrouble, 'since'>): Promise<void>
  /** What was told by these is over. Resolves when that is durable. */
  clear(channel: KnownChannel, ...by: ToldBy[]): Promise<void>
}

/** One for a server: what many messages tell at once is written once. */
export function channelHealth({ store, now, log }: Pick<Engine, 'store' | 'now' | 'log'>): ChannelHealth {
  const docs = store.collection(channels)
  const underWay = new Map<string, Promise<void>>()
  const once = (key: string, write: () => Promise<unknown>): Promise<void> => {
    const before = underWay.get(key)
    if (before) return before
    const writing = write()
      .then(() => undefined)
      .finally(() => underWay.delete(key))
    underWay.set(key, writing)
    return writing
  }

  return {
    async note(channel, by, trouble) {
      if (isSame(channel.troubles?.[by], trouble)) return
      await once(`${channel.id} ${by} ${trouble.code} ${JSON.stringify(trouble.reason)}`, async () => {
        const { id: channelId } = channel
        const kept = await docs.get(channelId)
        // Another process may have told it already.
        if (!kept || isSame(kept.troubles?.[by], trouble)) return
        await docs.update(channelId, { $set: { [`troubles.${by}`]: { ...trouble, since: instantAt(now()) } } })
        const said = { channelId, reason: trouble.reason.code }
        if (trouble.stops) log.error(said, 'a channel is out of order')
        else log.warn(said, 'the vendor warns of a channel')
      })
    },
    async clear(channel, ...by) {
      const over = by.filter((one) => channel.troubles?.[one])
      if (over.length === 0) return
      await once(`${channel.id} clear ${over.join()}`, async () => {
        await docs.update(channel.id, { $unset: over.map((one) => `troubles.${one}`) })
        log.warn({ channelId: channel.id }, 'a channel works again')
      })
    },
  }
}

/** A failure that stops the channel, as it is kept. */
export const stopping = (reason: TroubleReason, code?: number) => ({
  stops: true,
  reason,
  ...(code === undefined ? {} : { code: String(code) }),
})

/** For whoever has a message to see to: where a channel's state cannot be written, the next message tells it again. */
export const unhindered = (log: Engine['log'], writing: Promise<void>): Promise<void> =>
  writing.catch((error: unknown) => log.warn({ error }, 'what became of a channel could not be written down'))

const isSame = (before: ChannelTrouble | undefined, { code, reason }: Omit<ChannelTrouble, 'since'>): boolean =>
  before !== undefined && before.code === code && isDeepStrictEqual(before.reason, reason)
