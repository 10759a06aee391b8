import { dialects } from '#runtime/channels/dialects.ts'
import type { MessageTemplate, TemplateRefusal } from '#schemas/message-template.ts'
import type { Deps } from '../deps.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { channels, templates } from './collections.ts'

/** A template with the channel that can send it. */
interface TemplateOfChannel {
  channelId: string
  template: MessageTemplate
}

/** Every template of a workspace as it was read last, or told of since; no vendor is asked. */
export async function templatesOf({ store }: Pick<Deps, 'store'>, workspaceId: string): Promise<TemplateOfChannel[]> {
  const all = await findAll(inWorkspace(store, channels, workspaceId), {}, { _id: 1 }, ['_id', 'kind'])
  const ids = all.filter(({ kind }) => dialects[kind].capabilities.templates).map(({ _id }) => _id)
  if (ids.length === 0) return []
  const docs = await inWorkspace(store, templates, workspaceId).getMany(ids)
  return docs.flatMap(({ _id, items }) => items.map((template) => ({ channelId: _id, template })))
}

/** Whether a template may go out through a channel now, in this language; if not, the state that forbids it, `unknown` where there is none. */
type MayTemplateGo = { may: true; template: MessageTemplate } | { may: false; why: TemplateRefusal }

export async function mayTemplateGo(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  channelId: string,
  { name, language }: { name: string; language: string },
): Promise<MayTemplateGo> {
  const items = (await inWorkspace(store, templates, workspaceId).get(channelId))?.items ?? []
  const template = items.find((one) => one.name === name && one.language === language)
  if (!template) return { may: false, why: 'unknown' }
  if (template.beyond) return { may: false, why: 'beyond' }
  return template.state === 'approved' ? { may: true, template } : { may: false, why: template.state }
}
