import type { NewNote, TimelineEntry } from '#schemas/api/contacts.ts'
import type { Listing, PageQuery } from '#schemas/api/shape.ts'
import { userNames } from '../accounts/index.ts'
import { casesOfContact, type Viewer } from '../chats/index.ts'
import { type Deps, instantNow, newId } from '../deps.ts'
import { BadPageKey, type Filter, UniqueViolation } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { contactNotes } from './collections.ts'
import { markedTurns } from './marked-turns.ts'
import type { TimelineAsked, TimelineSource } from './timeline-source.ts'

/** Everything that has something to say. What is added here is on everybody’s page. */
export const timelineSources: readonly TimelineSource[] = [chats, notes, markedTurns]

/** What happened with a person on all channels, the newest first. Nothing is kept for it: it is put together as it is read. */
export async function readTimeline(
  asked: Omit<TimelineAsked, 'until' | 'limit'>,
  { after, limit = 30 }: PageQuery,
): Promise<Listing<TimelineEntry>> {
  const from = after === undefined ? undefined : readKey(after)
  // One page, and what of its last moment was shown already.
  const ask = { ...asked, limit: limit + 1 + (from?.ofMoment ?? 0), ...(from && { until: from.at }) }
  const found = (await Promise.all(timelineSources.map((source) => source(ask)))).flat()
  const order = found.sort((a, b) => compare(b.at, a.at) || compare(b.id, a.id))
  const rest = from ? order.filter(({ at, id }) => at < from.at || (at === from.at && id < from.id)) : order
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  if (rest.length <= limit || !last) return { items }
  const shown = items.filter(({ at }) => at === last.at).length + (from?.at === last.at ? from.ofMoment : 0)
  return { items, next: keyOf({ at: last.at, id: last.id, ofMoment: shown }) }
}

/** Writes a note about a person, or what was said on the phone. Told twice under one id it is written once. */
export async function writeNote(
  deps: Pick<Deps, 'store' | 'now' | 'random'>,
  { workspaceId, agentId }: Viewer,
  contactId: string,
  { kind, text, at = instantNow(deps), noteId = newId(deps) }: NewNote,
): Promise<TimelineEntry> {
  const docs = inWorkspace(deps.store, contactNotes, workspaceId)
  const _id = `${contactId}/${noteId}`
  try {
    await docs.insert({ _id, contactId, kind, text, at, by: agentId })
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
  }
  const names = await userNames(deps.store, [agentId])
  return { id: _id, at, kind, text, by: names(agentId) }
}

async function notes({ store, who, contactIds, until, limit }: TimelineAsked): Promise<TimelineEntry[]> {
  const docs = inWorkspace(store, contactNotes, who.workspaceId)
  const upTo: Filter = until === undefined ? {} : { at: { $lte: until } }
  const pages = await Promise.all(contactIds.map((contactId) => docs.find({ contactId, ...upTo }, { sort: { at: -1 }, limit })))
  const items = pages.flatMap((page) => page.items)
  const nameOf = await userNames(
    store,
    items.map(({ by }) => by),
  )
  return items.map(({ _id, at, kind, text, by }) => ({ id: _id, at, kind, text, by: nameOf(by) }))
}

/** Each case as it was opened, and how it stands. */
async function chats({ store, who, names, contactIds, until, limit }: TimelineAsked): Promise<TimelineEntry[]> {
  const found = await Promise.all(contactIds.map((contactId) => casesOfContact(store, who, contactId, { until, limit })))
  return found.flat().map((one) => {
    const closing = one.closing
    const by = one.repliedBy
    return {
      id: one._id,
      at: one.openedAt,
      kind: 'chat',
      channel: { id: one.channelId, kind: one.channelKind, name: names.channel(one.channelId) ?? one.channelKind },
      ...(one.conversationId && { conversationId: one.conversationId }),
      ...(by && { by: { id: by, name: names.agent(by) ?? '' } }),
      values: {
        number: one.number,
        status: one.status,
        openedBy: one.openedBy ?? 'contact',
        handOffs: one.handOffs,
        ...(one.closedAt && { closedAt: one.closedAt }),
        ...(closing && { closedBy: closing.code, ...(closing.words && { words: closing.words }) }),
      },
    }
  })
}

interface Position {
  at: string
  id: string
  /** How many of that moment were shown. */
  ofMoment: number
}

const keyOf = ({ at, id, ofMoment }: Position): string => Buffer.from(JSON.stringify([at, id, ofMoment])).toString('base64url')

function readKey(key: string): Position {
  try {
    const [at, id, ofMoment, ...more] = JSON.parse(Buffer.from(key, 'base64url').toString()) as unknown[]
    const counts = typeof ofMoment === 'number' && Number.isInteger(ofMoment) && ofMoment >= 0 && ofMoment <= 900
    if (typeof at === 'string' && typeof id === 'string' && counts && more.length === 0) return { at, id, ofMoment }
  } catch {
    // said below
  }
  throw new BadPageKey('this is not the key of a page of this timeline')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
