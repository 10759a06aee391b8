import type { ChannelKind } from '#schemas/message.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { outOfOrder } from './channel-health.ts'
import { type ChannelDoc, channels } from './collections.ts'

/** The channel with this id, whosever it is: for what a customer opens, which says no workspace. */
export const channelAnywhere = async (store: Store, channelId: string): Promise<ChannelDoc | null> =>
  /^[A-Za-z0-9_-]{1,64}$/.test(channelId) ? store.collection(channels).get(channelId) : null

/** A channel of a workspace, or null. */
export const channelOf = (store: Store, workspaceId: string, channelId: string): Promise<ChannelDoc | null> =>
  inWorkspace(store, channels, workspaceId).get(channelId)

/** The channels of a workspace, the oldest first. */
export const channelsOf = (store: Store, workspaceId: string): Promise<ChannelDoc[]> =>
  findAll(inWorkspace(store, channels, workspaceId), {}, { createdAt: 1 })

/** By which kinds of channels people can write to a workspace. */
export async function channelKindsOf(store: Store, workspaceId: string): Promise<ChannelKind[]> {
  const { items } = await inWorkspace(store, channels, workspaceId).find({}, { fields: ['workspaceId', 'kind'], limit: 1000 })
  return [...new Set(items.map(({ kind }) => kind))]
}

/** Through how many channels nothing goes out, of a workspace or of all. */
export const countOutOfOrder = (store: Store, workspaceId?: string): Promise<number> =>
  store.collection(channels).count({ ...(workspaceId === undefined ? {} : { workspaceId }), ...outOfOrder })

/** Tells of every change of a channel, whichever process made it. Returns the way to stop. */
export const onChannel = (store: Store, told: (channel: ChannelDoc) => void, missed: () => void): (() => void) =>
  store.collection(channels).subscribe(({ doc }) => {
    if (doc) told(doc)
  }, missed)
