import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type CallbackDeps, closeCallback } from './callbacks.ts'
import { channels, listeners, templates, vendorFiles } from './collections.ts'

/** Closes a channel with its secrets. Its conversations stay; nothing more is received or sent. */
export async function deleteChannel(
  deps: CallbackDeps & Pick<Deps, 'now' | 'random'>,
  actor: Actor,
  channelId: string,
): Promise<void> {
  const docs = inWorkspace(deps.store, channels, actor.workspaceId)
  const channel = await docs.get(channelId)
  const gone = channel ? await docs.delete({ _id: channelId }) : 0
  if (!channel || gone === 0) throw new AppError('not-found')
  // A vendor that does not hear it calls an address that is not there, and gives up.
  await closeCallback(deps, channel)
  await deps.store.collection(listeners).delete({ _id: channelId })
  await deps.store.collection(templates).delete({ _id: channelId })
  await deps.store.collection(vendorFiles).delete({ _id: { $gt: `${channelId}.`, $lt: `${channelId}/` } })
  await recordAudit(deps, actor, 'delete', `channel ${channelId}`)
}
