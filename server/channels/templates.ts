import { type Instant, instantAt } from '#schemas/instant.ts'
import type { TemplateMessage } from '#schemas/message.ts'
import { filledIn, type MessageTemplate, templateText } from '#schemas/message-template.ts'
import type { Deps } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { openedIfReadable } from './channel-book.ts'
import { type ChannelDoc, channels, type TemplatesDoc, templates } from './collections.ts'
import type { TemplateNews } from './contract.ts'
import { ioOf } from './registry.ts'

export type TemplateDeps = Pick<Deps, 'store' | 'channels' | 'secrets' | 'now'>

/** A channel's templates as they were read last. */
export interface KnownTemplates {
  items: MessageTemplate[]
  /** Absent where the channel has no templates. */
  readAt?: string
}

/** What was read is good for so long. */
const freshMs = 3_600_000

/** Reads that are under way, by channel: asking twice calls once. */
const underWay = new Map<string, Promise<TemplatesDoc>>()

/**
 * The templates of a channel's account, all of them, whatever their state; from the vendor where they were not read for an hour, or `anew`
 * is asked. A vendor that is away leaves what was read before; where there is nothing, `vendor-away`.
 */
export async function listTemplates(
  deps: TemplateDeps,
  workspaceId: string,
  channelId: string,
  { anew = false } = {},
): Promise<KnownTemplates> {
  const channel = await inWorkspace(deps.store, channels, workspaceId).get(channelId)
  if (!channel) throw new AppError('not-found')
  if (!ioOf(deps.channels, channel)?.templates) return { items: [] }
  const known = await inWorkspace(deps.store, templates, workspaceId).get(channelId)
  const age = known ? deps.now() - Date.parse(known.readAt) : Number.POSITIVE_INFINITY
  const isFresh = age >= 0 && age < freshMs && !(known?.changedAt && known.changedAt >= known.readAt)
  if (known && !anew && isFresh) return shown(known)
  try {
    return shown(await readOnce(deps, channel))
  } catch (error) {
    if (known && !anew) return shown(known)
    throw error
  }
}

/**
 * The vendor tells that an account's templates changed: what it says of one holds at once, through whichever of its channels, and whoever
 * looks next has them read anew.
 */
export async function templatesChanged(
  { store }: Pick<Deps, 'store'>,
  { id, workspaceId }: { id: string; workspaceId: string },
  news: TemplateNews,
  now: number,
): Promise<void> {
  const account = (await inWorkspace(store, templates, workspaceId).get(id))?.account
  // Nothing was read yet: it will be.
  if (account === undefined) return
  await changeKnown({ store }, workspaceId, account, (items) => afterNews(items, news), instantAt(now))
}

/** Changes what is known of an account's templates, for each of its channels; with `changedAt`, they are read anew when somebody looks. */
export async function changeKnown(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  account: string,
  change: (items: MessageTemplate[]) => MessageTemplate[],
  changedAt?: Instant,
): Promise<void> {
  const docs = inWorkspace(store, templates, workspaceId)
  const all = await findAll(inWorkspace(store, channels, workspaceId), {}, { _id: 1 }, ['_id'])
  const known = await docs.getMany(all.map(({ _id }) => _id))
  for (const { _id } of known.filter((doc) => doc.account === account)) {
    // Who read them meanwhile has what is newer; what is told holds on top of it.
    for (let doc = await docs.get(_id); doc; doc = await docs.get(_id)) {
      const next = { items: change(doc.items), revision: (doc.revision ?? 0) + 1, ...(changedAt ? { changedAt } : {}) }
      if (await docs.update(_id, { $set: next }, { revision: doc.revision ?? null })) break
    }
  }
}

function afterNews(items: MessageTemplate[], { of, gone, ...told }: TemplateNews): MessageTemplate[] {
  if (!of) return items
  const isMeant = ({ id, name, language }: MessageTemplate): boolean =>
    id !== undefined && of.id !== undefined ? id === of.id : name === of.name && language === of.language
  if (gone) return items.filter((one) => !isMeant(one))
  return items.map((one) => {
    if (!isMeant(one)) return one
    const { why: _, ...rest } = one
    // A new state has a reason of its own, or none.
    return told.state ? { ...rest, ...told } : { ...one, ...told }
  })
}

const shown = ({ items, readAt }: TemplatesDoc): KnownTemplates => ({ items, readAt })

function readOnce(deps: TemplateDeps, doc: ChannelDoc): Promise<TemplatesDoc> {
  const known = underWay.get(doc._id)
  if (known) return known
  const reading = read(deps, doc).finally(() => underWay.delete(doc._id))
  underWay.set(doc._id, reading)
  return reading
}

async function read({ store, channels: io, secrets, now }: TemplateDeps, doc: ChannelDoc): Promise<TemplatesDoc> {
  const { _id: channelId, workspaceId } = doc
  const channel = openedIfReadable(doc, secrets.open)
  if (!channel) throw new AppError('vendor-away', { why: { code: 'token-refused' } })
  const readAt = instantAt(now())
  const answer = await ioOf(io, channel)?.templates?.(channel)
  if (!answer?.ok) throw new AppError('vendor-away', { why: answer?.why ?? { code: 'refused' } })
  const items = answer.templates.sort((a, b) => (a.name + a.language < b.name + b.language ? -1 : 1))
  // Told while they were read: they may be older than that.
  const { changedAt, revision = 0 } = (await store.collection(templates).get(channelId)) ?? {}
  const kept: TemplatesDoc = {
    _id: channelId,
    workspaceId,
    account: answer.account,
    items,
    readAt,
    revision: revision + 1,
    ...(changedAt ? { changedAt } : {}),
  }
  await store.collection(templates).put(kept)
  // It was deleted meanwhile: nothing of it stays.
  if (!(await store.collection(channels).get(channelId))) await store.collection(templates).delete({ _id: channelId })
  return kept
}

/** A template as it is asked for: by its name and language, with what stands in its places, by `placeKey`. */
export interface AskedTemplate {
  name: string
  language: string
  values: Record<string, string>
}

/** The message that a template makes; refused with `no-template` where the vendor has approved none such, and for each empty place. */
export async function templateMessage(
  deps: TemplateDeps,
  workspaceId: string,
  channelId: string,
  { name, language, values }: AskedTemplate,
): Promise<TemplateMessage> {
  const { items } = await listTemplates(deps, workspaceId, channelId)
  const template = items.find((one) => one.name === name && one.language === language)
  if (template?.state !== 'approved' || template.beyond) throw new AppError('no-template')
  const filled = filledIn(template, values)
  if ('empty' in filled) throw invalidInput(...filled.empty.map((key) => ({ path: `/values/${key}`, message: 'is missing' })))
  return {
    kind: 'template',
    template: { name, language, parameters: filled.parameters },
    text: templateText(template, values),
    language: language.replaceAll('_', '-'),
  }
}
