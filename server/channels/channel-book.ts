import type { Store } from '../store/contract.ts'
import { type Remembered, remembered } from '../store/remembered.ts'
import { type ChannelDoc, type ChannelTroubles, channels } from './collections.ts'
import type { OpenChannel } from './contract.ts'

export interface KnownChannel extends OpenChannel {
  workspaceId: string
  name: string
  troubles?: ChannelTroubles
}

/** Channels with their secrets opened. */
export type ChannelBook = Remembered<KnownChannel | undefined>

export function channelBook(store: Store, openSecret: (sealed: string) => string): ChannelBook {
  const docs = store.collection(channels)
  return remembered(docs, async (channelId) => {
    const doc = await docs.get(channelId)
    return doc ? opened(doc, openSecret) : undefined
  })
}

/** A channel as its document says, its secrets opened; throws when they were sealed with another key. */
export const opened = (doc: ChannelDoc, openSecret: (sealed: string) => string): KnownChannel => ({
  id: doc._id,
  kind: doc.kind,
  workspaceId: doc.workspaceId,
  name: doc.name,
  settings: doc.settings,
  secrets: Object.fromEntries(Object.entries(doc.secrets).map(([name, sealed]) => [name, openSecret(sealed)])),
  ...(doc.demo ? { demo: doc.demo } : {}),
  ...(doc.troubles ? { troubles: doc.troubles } : {}),
})

/** As `opened`; undefined when its secrets were sealed with another key. */
export function openedIfReadable(doc: ChannelDoc, openSecret: (sealed: string) => string): KnownChannel | undefined {
  try {
    return opened(doc, openSecret)
  } catch {
    return undefined
  }
}
