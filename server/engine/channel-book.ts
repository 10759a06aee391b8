import type { OpenChannel } from '../channels/contract.ts'
import { type ChannelDoc, channels } from '../store/collections.ts'
import type { Store } from '../store/contract.ts'

export interface KnownChannel extends OpenChannel {
  workspaceId: string
  name: string
}

/** Channels with their secrets opened, remembered until their document changes. */
export interface ChannelBook {
  get(channelId: string): KnownChannel | undefined | Promise<KnownChannel | undefined>
  close(): void
}

export function channelBook(store: Store, openSecret: (sealed: string) => string): ChannelBook {
  const docs = store.collection(channels)
  const known = new Map<string, KnownChannel>()
  let changes = 0
  const stop = docs.subscribe(
    ({ id }) => {
      changes++
      known.delete(id)
    },
    () => {
      changes++
      known.clear()
    },
  )
  const load = async (channelId: string): Promise<KnownChannel | undefined> => {
    const began = changes
    const doc = await docs.get(channelId)
    if (!doc) return undefined
    const channel = opened(doc, openSecret)
    if (began === changes) known.set(channelId, channel)
    return channel
  }
  return { get: (channelId) => known.get(channelId) ?? load(channelId), close: stop }
}

const opened = (doc: ChannelDoc, openSecret: (sealed: string) => string): KnownChannel => ({
  id: doc._id,
  kind: doc.kind,
  workspaceId: doc.workspaceId,
  name: doc.name,
  settings: doc.settings,
  secrets: Object.fromEntries(Object.entries(doc.secrets).map(([name, sealed]) => [name, openSecret(sealed)])),
})
