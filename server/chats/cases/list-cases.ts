import type { CaseView, casesQuery } from '#schemas/api/cases.ts'
import type { FromShape, Listing, PageQuery } from '#schemas/api/shape.ts'
import type { Filter, FindOptions, Store } from '../../store/contract.ts'
import { inWorkspace } from '../../store/in-workspace.ts'
import { type CaseDoc, cases, conversations } from '../collections.ts'
import type { Names } from '../list-conversations.ts'
import { belongs, spotsOf, type Viewer } from '../scope.ts'

/** Of whoever sees some chats only: so many are looked at for a page. */
const mostLooked = 2_000

export type CasesAsked = FromShape<typeof casesQuery>

/**
 * A page of a workspace's cases: the newest opened first, or by their closing the newest closed. Of whoever sees some chats only so many are
 * looked at for a page: it may be short, even empty, and not the last.
 */
export function listCases(store: Store, who: Viewer, asked: CasesAsked, names: Names): Promise<Listing<CaseView>> {
  const { by = 'opened', status, since, until, channelId, reason, ...page } = asked
  const field = by === 'closed' ? 'closedAt' : 'openedAt'
  const filter: Filter = {
    ...(status ? { status } : {}),
    ...(by === 'closed' || since || until
      ? { [field]: { ...(since ? { $gte: since } : by === 'closed' ? { $gt: '' } : {}), ...(until ? { $lt: until } : {}) } }
      : {}),
    ...(channelId ? { channelId } : {}),
    ...(reason ? { 'closing.code': reason } : {}),
  }
  return listed(store, who, filter, { sort: { [field]: -1 } }, page, names)
}

/** The cases of one conversation, the newest first. */
export const listCasesOf = (
  store: Store,
  who: Viewer,
  conversationId: string,
  page: PageQuery,
  names: Names,
): Promise<Listing<CaseView>> => listed(store, who, { conversationId }, { sort: { number: -1 } }, page, names)

async function listed(
  store: Store,
  who: Viewer,
  filter: Filter,
  sorted: Pick<FindOptions, 'sort'>,
  { after, limit = 50 }: PageQuery,
  names: Names,
): Promise<Listing<CaseView>> {
  const theirs: CaseView[] = []
  let next = after
  for (let looked = 0; looked === 0 || (next !== undefined && theirs.length < limit && looked < mostLooked); looked += limit) {
    // No page is longer than asked for: one that is read further on ends where it is full.
    const page = { ...sorted, limit: limit - theirs.length, ...(next === undefined ? {} : { after: next }) }
    const found = await inWorkspace(store, cases, who.workspaceId).find(filter, page)
    theirs.push(...(await viewsOf(store, who, found.items, names)))
    next = found.next
  }
  return { items: theirs, ...(next ? { next } : {}) }
}

/** Those of these cases that somebody may see, as the API says them. */
async function viewsOf(store: Store, who: Viewer, docs: readonly CaseDoc[], names: Names): Promise<CaseView[]> {
  const ids = [...new Set(docs.flatMap(({ conversationId }) => conversationId ?? []))]
  const rows = new Map((await inWorkspace(store, conversations, who.workspaceId).getMany(ids)).map((row) => [row._id, row]))
  const seesAll = spotsOf(who) === undefined
  return docs.flatMap((doc) => {
    const row = rows.get(doc.conversationId ?? '')
    return seesAll || (row !== undefined && belongs(who, row)) ? [viewOf(doc, row?.contactName, names)] : []
  })
}

function viewOf(doc: CaseDoc, contactName: string | undefined, names: Names): CaseView {
  const { _id: id, number, conversationId, contactId, channelId, channelKind, status, openedAt, openedBy = 'contact' } = doc
  const { answeredAt, repliedAt, repliedBy, handOffs, reopened, closedAt, closing, lifted } = doc
  const person = (agentId: string) => ({ id: agentId, name: names.agent(agentId) ?? '' })
  return {
    id,
    number,
    ...(conversationId ? { conversationId } : {}),
    ...(contactId ? { contact: { id: contactId, ...(contactName ? { name: contactName } : {}) } } : {}),
    channel: { id: channelId, kind: channelKind, name: names.channel(channelId) ?? channelKind },
    status,
    openedAt,
    openedBy,
    ...(answeredAt ? { answeredAt } : {}),
    ...(repliedAt ? { repliedAt } : {}),
    ...(repliedBy ? { repliedBy: person(repliedBy) } : {}),
    handOffs,
    reopened,
    ...(closedAt ? { closedAt } : {}),
    ...(closing
      ? {
          closing: {
            code: closing.code,
            ...(closing.by ? { by: person(closing.by) } : {}),
            ...(closing.words ? { words: closing.words } : {}),
          },
        }
      : {}),
    ...(lifted ? { lifted } : {}),
  }
}
