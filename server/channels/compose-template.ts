import { dialects } from '#runtime/channels/dialects.ts'
import rules from '#runtime/channels/whatsapp/template-rules.en.json' with { type: 'json' }
import type { MessageTemplate, TemplateDraft } from '#schemas/message-template.ts'
import { ownFileIn } from '#schemas/own-file.ts'
import type { Deps } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { ownFileOf } from '../files/index.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { openedIfReadable } from './channel-book.ts'
import { channels } from './collections.ts'
import type { ChannelIO, FileToSend, OpenChannel } from './contract.ts'
import { ioOf } from './registry.ts'
import { changeKnown, listTemplates, type TemplateDeps } from './templates.ts'

type ComposeDeps = TemplateDeps & Pick<Deps, 'random'>

/**
 * Sends a template for approval, once everything is right that can be known beforehand; each thing that is not is a problem of
 * `invalid-input`. What the vendor itself refuses is `template-refused`, with its words.
 */
export async function createTemplate(
  deps: ComposeDeps,
  actor: Actor,
  channelId: string,
  draft: TemplateDraft,
): Promise<MessageTemplate> {
  const { io, channel } = await composing(deps, actor.workspaceId, channelId)
  const { items } = await listTemplates(deps, actor.workspaceId, channelId)
  if (items.some(({ name, language }) => name === draft.name && language === draft.language))
    throw invalidInput({ path: '/name', message: 'is the name of a template in this language already' })
  return save(deps, actor, { io, channel }, draft)
}

/** Changes a template and sends it for approval again. Its name and language stay; the category of an approved one too. */
export async function changeTemplate(
  deps: ComposeDeps,
  actor: Actor,
  { channelId, templateId }: { channelId: string; templateId: string },
  draft: TemplateDraft,
): Promise<MessageTemplate> {
  const { io, channel } = await composing(deps, actor.workspaceId, channelId)
  const known = await knownTemplate(deps, actor.workspaceId, channelId, templateId)
  if (draft.name !== known.name) throw invalidInput({ path: '/name', message: 'cannot be changed: a template keeps its name' })
  if (draft.language !== known.language)
    throw invalidInput({ path: '/language', message: 'cannot be changed: another language is another template' })
  if (known.state === 'approved' && draft.category !== known.category)
    throw invalidInput({ path: '/category', message: 'cannot be changed once the template is approved' })
  // While it is looked at nobody changes it.
  if (known.state === 'pending') throw new AppError('template-pending')
  return save(deps, actor, { io, channel }, draft, known)
}

/** Takes a template out of the account, in its one language. Nobody can make another of its name and language for 30 days. */
export async function deleteTemplate(
  deps: ComposeDeps,
  actor: Actor,
  { channelId, templateId }: { channelId: string; templateId: string },
): Promise<void> {
  const { io, channel } = await composing(deps, actor.workspaceId, channelId)
  const known = await knownTemplate(deps, actor.workspaceId, channelId, templateId)
  const done = await io.deleteTemplate(channel, known)
  if (!done.ok) throw new AppError('template-refused', { why: done.why })
  await changeKnown(deps, actor.workspaceId, done.account, (items) => items.filter(({ id }) => id !== templateId))
  await recordAudit(deps, actor, 'delete', `template ${known.name} ${known.language}`)
}

type Composer = ChannelIO & Required<Pick<ChannelIO, 'saveTemplate' | 'deleteTemplate'>>
interface Composing {
  io: Composer
  channel: OpenChannel
}

async function composing(
  { store, channels: kinds, secrets }: ComposeDeps,
  workspaceId: string,
  channelId: string,
): Promise<Composing> {
  const doc = await inWorkspace(store, channels, workspaceId).get(channelId)
  if (!doc) throw new AppError('not-found')
  if (doc.demo) throw new AppError('demo-channel')
  const io = ioOf(kinds, doc)
  if (!io?.saveTemplate || !io.deleteTemplate) throw new AppError('without-templates')
  const channel = openedIfReadable(doc, secrets.open)
  if (!channel) throw new AppError('vendor-away', { why: { code: 'token-refused' } })
  return { io: io as Composer, channel }
}

async function knownTemplate(deps: ComposeDeps, workspaceId: string, channelId: string, id: string): Promise<MessageTemplate> {
  const { items } = await listTemplates(deps, workspaceId, channelId)
  const known = items.find((one) => one.id === id)
  if (!known) throw new AppError('not-found')
  return known
}

async function save(
  deps: ComposeDeps,
  actor: Actor,
  { io, channel }: Composing,
  draft: TemplateDraft,
  known?: MessageTemplate,
): Promise<MessageTemplate> {
  const wrong = dialects[channel.kind].templateProblems?.(draft) ?? []
  if (wrong.length > 0)
    throw invalidInput(...wrong.map(({ path, code, values = {} }) => ({ path, message: sentenceOf(code, values) })))
  const file = await exampleOf(deps, actor.workspaceId, draft)
  const saved = await io.saveTemplate(channel, draft, { ...(known ? { known } : {}), ...(file ? { file } : {}) })
  if (!saved.ok) throw new AppError('template-refused', { why: saved.why })
  const { account, template } = saved
  await changeKnown(deps, actor.workspaceId, account, (items) =>
    inOrder([...items.filter((one) => !isSame(one, template)), template]),
  )
  await recordAudit(deps, actor, known ? 'change' : 'create', `template ${template.name} ${template.language}`)
  return template
}

const isSame = (one: MessageTemplate, other: MessageTemplate): boolean =>
  one.name === other.name && one.language === other.language
const inOrder = (items: MessageTemplate[]): MessageTemplate[] =>
  items.sort((a, b) => (a.name + a.language < b.name + b.language ? -1 : 1))

/** The file that shows what may stand in the header. */
async function exampleOf(
  { store }: ComposeDeps,
  workspaceId: string,
  { header }: TemplateDraft,
): Promise<FileToSend | undefined> {
  if (!header || header.kind === 'text') return undefined
  const id = ownFileIn(header.file) ?? ''
  const file = await ownFileOf(store, workspaceId, id)
  if (!file) throw invalidInput({ path: '/header/file', message: sentenceOf('file-missing', {}) })
  const types = dialects.whatsapp.capabilities.files?.[header.kind].types ?? []
  if (!types.includes(file.type))
    throw invalidInput({ path: '/header/file', message: `is of a type that cannot stand there: ${file.type}` })
  return { name: file.name ?? id, type: file.type, bytes: await file.bytes() }
}

const sentenceOf = (code: string, values: Readonly<Record<string, string | number>>): string =>
  ((rules as Record<string, string>)[code] ?? code).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
