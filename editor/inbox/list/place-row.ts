import type { ConversationView } from '#schemas/api/inbox.ts'
import type { InboxView } from '../../api/conversations.ts'

export interface RowPage {
  items: ConversationView[]
  next?: string
}

/** Whether a conversation is in a view, as the server decides it. */
export function belongs(view: InboxView, row: ConversationView, me: string): boolean {
  const { owner, status } = row
  switch (view) {
    case 'all':
      return true
    case 'closed':
      return status === 'closed'
    case 'mine':
      return owner.kind === 'agent' && owner.agentId === me
    case 'waiting':
      return status === 'open' && owner.kind === 'queue'
    case 'flow':
      return status === 'open' && owner.kind === 'flow'
  }
}

/** Whether a row comes before another, as the server orders a view. */
const orders: Record<'newest' | 'longest', (row: ConversationView, other: ConversationView) => boolean> = {
  newest: (row, other) => row.updatedAt > other.updatedAt,
  longest: (row, other) => (row.waitingSince ?? '') < (other.waitingSince ?? ''),
}

/** Which order a view has. */
export const orderOf = (view: InboxView): keyof typeof orders => (view === 'waiting' ? 'longest' : 'newest')

/** Puts news of a conversation into the loaded pages of a view: out, updated in place, or at the place the view's order gives it. */
export function placeRow<Page extends RowPage>(
  pages: readonly Page[],
  row: ConversationView,
  fits: boolean,
  order: keyof typeof orders = 'newest',
): Page[] {
  const known = pages.flatMap(({ items }) => items).find(({ id }) => id === row.id)
  if (known && known.turn > row.turn) return [...pages]
  const staysPut = order === 'newest' ? known?.updatedAt === row.updatedAt : known?.waitingSince === row.waitingSince
  if (known && fits && staysPut)
    return pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === row.id ? row : item)) }))

  const without = pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== row.id) }))
  if (!fits) return without
  const isAfter = (item: ConversationView) => orders[order](row, item)
  const at = without.findIndex(
    ({ items }, i) => items.some(isAfter) || (i === without.length - 1 && without[i]?.next === undefined),
  )
  return without.map((page, i) => (i === at ? { ...page, items: insert(page.items, row, page.items.findIndex(isAfter)) } : page))
}

/** The loaded pages without a conversation that is gone. */
export const withoutRow = <Page extends RowPage>(pages: readonly Page[], id: string): Page[] =>
  pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }))

/** All rows of the loaded pages, each once. */
export function rowsOf(pages: readonly RowPage[]): ConversationView[] {
  return [...new Map(pages.flatMap(({ items }) => items).map((row) => [row.id, row])).values()]
}

const insert = <T>(items: readonly T[], item: T, at: number): T[] =>
  at < 0 ? [...items, item] : [...items.slice(0, at), item, ...items.slice(at)]
