import type { ChannelTest } from '#schemas/api/channels.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type CallbackDeps, openCallback } from './callbacks.ts'
import { openedIfReadable } from './channel-book.ts'
import { stopping } from './channel-health.ts'
import { channels } from './collections.ts'
import { ioOf } from './registry.ts'

/** Asks the vendor whether a channel can be reached with what is kept of it, and notes what that tells of its health. */
export async function testChannel(deps: CallbackDeps, workspaceId: string, channelId: string): Promise<ChannelTest> {
  const docs = inWorkspace(deps.store, channels, workspaceId)
  const doc = await docs.get(channelId)
  if (!doc) throw new AppError('not-found')
  const test = ioOf(deps.channels, doc)?.test
  if (!test) return { works: true }
  const channel = openedIfReadable(doc, deps.secrets.open)
  if (!channel) return { works: false, found: [{ code: 'lost-secrets' }] }
  const { alarm, maySend, ...shown } = await test(channel)
  if (maySend) await deps.health.clear(channel, 'call', 'status', 'account')
  const [wrong] = shown.found ?? []
  if (alarm && wrong) await deps.health.note(channel, 'call', stopping(wrong, alarm.code))
  // Nobody knows yet whether it works: that is seen until something goes through, and never hides what is known to stop it.
  else if (!channel.troubles?.call?.stops) {
    if (shown.works) await deps.health.clear(channel, 'call')
    else if (wrong) await deps.health.note(channel, 'call', { ...stopping(wrong), stops: false })
  }
  // Whoever tests wants it mended: the vendor may have forgotten, or was told nothing yet.
  if (shown.works) await openCallback(deps, (await docs.get(channelId)) ?? doc)
  return shown
}
