import { BadPageKey, type Filter, type Page, type Store } from '../store/contract.ts'
import { type ConversationDoc, conversations } from './collections.ts'
import { type Spot, spotFilter, spotsOf, type Viewer } from './scope.ts'

export type InboxView = 'waiting' | 'mine' | 'flow' | 'all' | 'closed'

/** Of everything. */
const views: Record<InboxView, (who: Viewer) => Filter> = {
  waiting: () => ({ list: 'waiting', waitingSince: { $gt: '' } }),
  mine: ({ agentId }) => ({ agentId }),
  flow: () => ({ list: 'flow' }),
  closed: () => ({ list: 'closed' }),
  all: () => ({}),
}

/** Of the chats in one spot; undefined where none of them is in the view. */
function viewOfSpot(view: InboxView, spot: Spot): Filter | undefined {
  const kind = spot.slice(0, spot.indexOf(' '))
  const filter = spotFilter(spot)
  if (view === 'all') return filter
  if (view === 'mine') return kind === 'agent' ? filter : undefined
  if (view === 'closed') return kind === 'closed' ? filter : kind === 'team' ? { ...filter, list: 'closed' } : undefined
  if (view !== 'waiting' || kind === 'agent' || kind === 'closed') return undefined
  return { team: filter.team as string, list: 'waiting', waitingSince: { $gt: '' } }
}

/** The filters whose matches, put together, are a view as somebody may see it: each is answered by an index. */
function filtersOf(who: Viewer, view: InboxView): Filter[] {
  const { workspaceId } = who
  const mine = spotsOf(who)
  if (!mine) return [{ workspaceId, ...views[view](who) }]
  return mine.flatMap((spot) => {
    const filter = viewOfSpot(view, spot)
    return filter ? [{ workspaceId, ...filter }] : []
  })
}

/** How many chats are in a view, `atMost` of them: no chat waits for two teams, and *mine* is one spot. */
export async function countInScope(
  store: Store,
  who: Viewer,
  view: 'waiting' | 'mine' | 'flow',
  atMost = Number.POSITIVE_INFINITY,
): Promise<number> {
  const docs = store.collection(conversations)
  const counted = filtersOf(who, view).map((filter) => docs.count(filter, { atMost }))
  return (await Promise.all(counted)).reduce((sum, count) => sum + count, 0)
}

/** One page of a view, in its order: newest first, but of those that wait the longest first. `where`: only those of them. */
export async function pageInScope(
  store: Store,
  who: Viewer,
  view: InboxView,
  { after, limit = 50, where = {} }: { after?: string | undefined; limit?: number; where?: Filter } = {},
): Promise<Page<ConversationDoc>> {
  const docs = store.collection(conversations)
  const order = view === 'waiting' ? { field: 'waitingSince', way: 1 as const } : { field: 'updatedAt', way: -1 as const }
  const sort = { [order.field]: order.way }
  const filters = filtersOf(who, view).map((filter): Filter => ({ ...filter, ...where }))
  if (spotsOf(who) === undefined) return docs.find(filters[0] as Filter, { sort, limit, ...(after ? { after } : {}) })
  const from = after === undefined ? {} : beyond(order, readKey(after))
  const found = await Promise.all(filters.map((filter) => docs.find({ ...filter, ...from }, { sort, limit })))
  const at = (doc: ConversationDoc): string => String(doc[order.field as keyof ConversationDoc])
  const all = new Map(found.flatMap(({ items }) => items).map((doc) => [doc._id, doc]))
  const inOrder = [...all.values()].sort((a, b) => order.way * (compare(at(a), at(b)) || compare(a._id, b._id)))
  const items = inOrder.slice(0, limit)
  const more = inOrder.length > limit || found.some(({ next }) => next !== undefined)
  const last = items.at(-1)
  return more && last ? { items, next: keyOf(at(last), last._id) } : { items }
}

/** What comes after a page: the first condition is for the index, the second tells those of one moment apart. */
function beyond({ field, way }: { field: string; way: 1 | -1 }, { at, id }: Position): Filter {
  const [later, from] = way === 1 ? (['$gt', '$gte'] as const) : (['$lt', '$lte'] as const)
  return { [field]: { [from]: at }, $or: [{ [field]: { [later]: at } }, { [field]: at, _id: { [later]: id } }] }
}

interface Position {
  at: string
  id: string
}

const keyOf = (at: string, id: string): string => Buffer.from(JSON.stringify([at, id])).toString('base64url')

function readKey(key: string): Position {
  try {
    const [at, id, ...more] = JSON.parse(Buffer.from(key, 'base64url').toString()) as unknown[]
    if (typeof at === 'string' && typeof id === 'string' && more.length === 0) return { at, id }
  } catch {
    // said below
  }
  throw new BadPageKey('this is not the key of a page of these chats')
}

/** Instants and ids are plain ASCII: their order is that of the stores. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
