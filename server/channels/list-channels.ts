import { isDeepStrictEqual } from 'node:util'
import type { ChannelView } from '#schemas/api/channels.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { may, type Role } from '#schemas/roles.ts'
import type { Deps } from '../deps.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { callbackOf } from './callbacks.ts'
import { type ChannelDoc, channels } from './collections.ts'
import { hasName } from './has-name.ts'
import { ioOf } from './registry.ts'

/** The channels of a workspace, the oldest first, each with the settings that this role may see. */
export async function listChannels(
  deps: Pick<Deps, 'store' | 'channels' | 'config'>,
  { workspaceId, role }: { workspaceId: string; role: Role },
  page: PageQuery,
): Promise<Listing<ChannelView>> {
  const { items, next } = await inWorkspace(deps.store, channels, workspaceId).find({}, { sort: { createdAt: 1 }, ...page })
  const mayChange = (may.changeChannels as readonly Role[]).includes(role)
  const views = items.map((doc) => channelView(deps, doc)).map((view) => (mayChange ? view : readable(deps, view)))
  return { items: views, ...(next ? { next } : {}) }
}

/** Whoever only reads a channel has no use for its verify token and its addresses. */
function readable({ channels }: Pick<Deps, 'channels'>, view: ChannelView): ChannelView {
  const names = channels.get(view.kind)?.settingsSchema.readable ?? []
  return { ...view, settings: Object.fromEntries(Object.entries(view.settings).filter(([name]) => names.includes(name))) }
}

/** A channel without its secrets: of each, only whether there is one (`hasAccessToken`). */
export function channelView(deps: Pick<Deps, 'channels' | 'config'>, doc: ChannelDoc): ChannelView {
  const { _id, kind, name, settings, secrets, createdAt, demo, troubles = {} } = doc
  const told = [troubles.call, troubles.status, troubles.account].filter((trouble) => trouble !== undefined)
  // What is told in two places is one trouble.
  const wrong = told.filter(({ reason }, at) => told.findIndex((other) => isDeepStrictEqual(other.reason, reason)) === at)
  const has = Object.keys(secrets).map((secret) => [hasName(secret), true])
  return {
    id: _id,
    kind,
    name,
    settings: { ...settings, ...Object.fromEntries(has) },
    links: linksOf(deps, doc),
    createdAt,
    ...(demo ? { demo } : {}),
    ...(wrong.length > 0 ? { troubles: wrong } : {}),
  }
}

function linksOf({ channels, config }: Pick<Deps, 'channels' | 'config'>, doc: ChannelDoc): ChannelView['links'] {
  const io = ioOf(channels, doc)
  return { ...io?.links?.(doc._id), ...(io?.receive ? { webhook: callbackOf(doc, config.publicUrl) } : {}) }
}
