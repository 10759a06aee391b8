import type { ChannelView, Listing } from '#schemas/api/contract.ts'
import type { PageQuery } from '#schemas/api/shape.ts'
import type { ChannelKind } from '#schemas/message.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../repositories/in-workspace.ts'
import { type ChannelDoc, channels } from '../store/collections.ts'

/** The channels of a workspace, the oldest first. */
export async function listChannels(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  page: PageQuery,
): Promise<Listing<ChannelView>> {
  const { items, next } = await inWorkspace(store, channels, workspaceId).find({}, { sort: { createdAt: 1 }, ...page })
  return { items: items.map(channelView), ...(next ? { next } : {}) }
}

/** A channel without its secrets: of each, only whether there is one (`hasAccessToken`). */
export function channelView({ _id, kind, name, settings, secrets, createdAt }: ChannelDoc): ChannelView {
  const has = Object.keys(secrets).map((secret) => [`has${secret.charAt(0).toUpperCase()}${secret.slice(1)}`, true])
  return { id: _id, kind, name, settings: { ...settings, ...Object.fromEntries(has) }, links: linksOf(kind, _id), createdAt }
}

const linksOf = (kind: ChannelKind, id: string): ChannelView['links'] =>
  kind === 'web-chat' ? { page: `/chat/${id}`, script: '/widget.js' } : { webhook: `/webhooks/${kind}/${id}` }
