import type { ChannelTest } from '#schemas/api/channels.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type KnownChannel, opened } from './channel-book.ts'
import { stopping } from './channel-health.ts'
import { type ChannelDoc, channels } from './collections.ts'

/** Asks the vendor whether a channel can be reached with what is kept of it, and notes what that tells of its health. */
export async function testChannel(
  deps: Pick<Deps, 'store' | 'channels' | 'secrets' | 'health'>,
  workspaceId: string,
  channelId: string,
): Promise<ChannelTest> {
  const doc = await inWorkspace(deps.store, channels, workspaceId).get(channelId)
  if (!doc) throw new AppError('not-found')
  const test = deps.channels.get(doc.kind)?.test
  if (!test) return { works: true, found: 'This channel needs no connection to anybody else.' }
  const channel = readable(deps, doc)
  if (!channel)
    return {
      works: false,
      found: 'The kept access token cannot be read: it was sealed with another key than this server has now.',
      wayOut: 'Enter the access token and the app secret again, and save.',
    }
  const { alarm, maySend, ...shown } = await test(channel)
  if (maySend) await deps.health.clear(channel, 'call', 'status', 'account')
  if (alarm) await deps.health.note(channel, 'call', stopping({ ...shown, ...alarm, reason: shown.found }))
  // Nobody knows yet whether it works: that is seen until something goes through, and never hides what is known to stop it.
  else if (!channel.troubles?.call?.stops) {
    if (shown.works) await deps.health.clear(channel, 'call')
    else await deps.health.note(channel, 'call', { ...stopping({ ...shown, reason: shown.found }), stops: false })
  }
  return shown
}

/** Undefined when its secrets were sealed with another key. */
function readable({ secrets }: Pick<Deps, 'secrets'>, doc: ChannelDoc): KnownChannel | undefined {
  try {
    return opened(doc, secrets.open)
  } catch {
    return undefined
  }
}
