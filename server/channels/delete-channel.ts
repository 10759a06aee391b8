import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { channels } from './collections.ts'

/** Closes a channel with its secrets. Its conversations stay; nothing more is received or sent. */
export async function deleteChannel(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  actor: Actor,
  channelId: string,
): Promise<void> {
  const gone = await inWorkspace(deps.store, channels, actor.workspaceId).delete({ _id: channelId })
  if (gone === 0) throw new AppError('not-found')
  await recordAudit(deps, actor, 'delete', `channel ${channelId}`)
}
