import type { ChannelKind } from '#schemas/message.ts'
import type { Deps } from '../deps.ts'
import { startDuty } from '../engine/duty.ts'
import type { Engine } from '../engine/engine.ts'
import type { Worker } from '../engine/loop.ts'
import { findAll } from '../store/find-all.ts'
import { type KnownChannel, openedIfReadable } from './channel-book.ts'
import { type ChannelDoc, channels } from './collections.ts'
import type { Opened } from './contract.ts'
import { ioOf } from './registry.ts'

export type CallbackDeps = Pick<Deps, 'store' | 'channels' | 'secrets' | 'config' | 'health'>

/** Where the vendor calls a channel; only its path where the server was not told what it is called outside. */
export const callbackOf = ({ kind, _id }: Pick<ChannelDoc, 'kind' | '_id'>, publicUrl = ''): string =>
  `${publicUrl}/webhooks/${kind}/${_id}`

/**
 * Tells the vendor where to call a channel, where its kind can, and notes that it was told; what keeps it from that stands among the
 * channel's troubles, and is tried again every minute. Never rejects because of the vendor.
 */
export async function openCallback(deps: CallbackDeps, doc: ChannelDoc): Promise<void> {
  const io = ioOf(deps.channels, doc)
  const channel = openedIfReadable(doc, deps.secrets.open)
  if (!io?.open || !channel) return
  const callback = callbackOf(doc, deps.config.publicUrl)
  const told = deps.config.publicUrl ? await io.open(channel, callback) : unnamed
  if (!told.ok) return deps.health.note(channel, 'account', { stops: true, reason: told.reason })
  await deps.store.collection(channels).update(doc._id, { $set: { callback } })
  await deps.health.clear(channel, 'account')
}

/** The vendor calls a channel no more, as far as it was told to. */
export async function closeCallback({ store, channels: kinds, secrets }: CallbackDeps, doc: ChannelDoc): Promise<void> {
  const io = ioOf(kinds, doc)
  const channel: KnownChannel | undefined = openedIfReadable(doc, secrets.open)
  if (!io?.close || !channel || !doc.callback) return
  // Before it is told: whoever finds the channel after a crash tells it anew.
  await store.collection(channels).update(doc._id, { $unset: ['callback'] })
  await io.close(channel, doc.callback)
}

const unnamed: Opened = { ok: false, reason: { code: 'no-public-url' } }

const everyMs = 60_000

/** Tells vendors where to call, wherever a crash, a new address of this server or the vendor kept them from being told. */
export function startCallbacks(engine: Engine, deps: CallbackDeps): Worker {
  const kinds: ChannelKind[] = [...deps.channels].filter(([, io]) => io.open).map(([kind]) => kind)
  return startDuty(engine, {
    name: 'callbacks',
    failing: 'vendors are not told where to call',
    alone: true,
    round: async () => {
      const docs = await findAll(deps.store.collection(channels), { kind: { $in: kinds }, demo: null }, { _id: 1 })
      for (const doc of docs) if (doc.callback !== callbackOf(doc, deps.config.publicUrl)) await openCallback(deps, doc)
      return everyMs
    },
  })
}
