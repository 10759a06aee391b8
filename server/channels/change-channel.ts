import type { ChannelChange, ChannelView } from '#schemas/api/channels.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { closeCallback, openCallback } from './callbacks.ts'
import { keepSettings } from './channel-settings.ts'
import { channels } from './collections.ts'
import type { ChannelDeps } from './create-channel.ts'
import { channelView } from './list-channels.ts'
import { refuseAnother } from './refuse-another.ts'
import { refuseAtVendor } from './refuse-at-vendor.ts'
import { refuseSecond } from './refuse-second.ts'

/**
 * Renames a channel or changes some of its settings; the others, secrets among them, stay. Those of a channel of the demo cannot be: what
 * its made-up customers are answered would go to whomever their addresses belong to.
 */
export async function changeChannel(
  deps: ChannelDeps,
  actor: Actor,
  channelId: string,
  { name, settings }: ChannelChange,
): Promise<ChannelView> {
  const docs = inWorkspace(deps.store, channels, actor.workspaceId)
  const before = await docs.get(channelId)
  if (!before) throw new AppError('not-found')
  if (before.demo && settings !== undefined) throw new AppError('demo-channel')
  const kept = settings === undefined ? {} : keepSettings(deps, before.kind, settings, before)
  if (settings !== undefined) {
    refuseAnother(deps, before, { ...before, ...kept })
    await refuseSecond(deps, { ...before, ...kept })
    await refuseAtVendor(deps, { ...before, ...kept }, settings)
  }
  // The vendor may be another one, or know another account by what is changed.
  if (settings !== undefined) await closeCallback(deps, before)
  const changed = await docs.update(channelId, { $set: { name: name ?? before.name, ...kept } })
  if (!changed) throw new AppError('not-found')
  await recordAudit(deps, actor, 'change', `channel ${channelId}`)
  if (settings !== undefined) await openCallback(deps, changed)
  return channelView(deps, (await docs.get(channelId)) ?? changed)
}
