import type { ChannelView, NewChannel } from '#schemas/api/channels.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { openCallback } from './callbacks.ts'
import { keepSettings } from './channel-settings.ts'
import { channels } from './collections.ts'
import { channelView } from './list-channels.ts'
import { refuseAtVendor } from './refuse-at-vendor.ts'
import { refuseSecond } from './refuse-second.ts'

export type ChannelDeps = Pick<Deps, 'store' | 'now' | 'random' | 'channels' | 'secrets' | 'config' | 'health'>

/** Opens a channel: people can reach the workspace's flows through it at once. `demo`: people of the demo, and nobody else. */
export async function createChannel(
  deps: ChannelDeps,
  actor: Actor,
  { kind, name, settings }: NewChannel,
  mark: { demo?: true } = {},
): Promise<ChannelView> {
  const docs = inWorkspace(deps.store, channels, actor.workspaceId)
  const made = { _id: newId(deps), kind, name, ...keepSettings(deps, kind, settings), createdAt: instantNow(deps), ...mark }
  const doc = { ...made, workspaceId: actor.workspaceId }
  await refuseSecond(deps, doc)
  await refuseAtVendor(deps, doc, settings)
  const channel = await docs.insert(made)
  await recordAudit(deps, actor, 'create', `channel ${channel._id}`)
  await openCallback(deps, channel)
  return channelView(deps, (await docs.get(channel._id)) ?? channel)
}
