import type { ConversationView } from '#schemas/api/contract.ts'
import type { InboxView } from '../api/conversations.ts'

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

/** Puts news of a conversation into the loaded pages of a view: out, updated in place, or at the place its newest turn gives it. */
export function placeRow<Page extends RowPage>(pages: readonly Page[], row: ConversationView, fits: boolean): Page[] {
  const known = pages.flatMap(({ items }) => items).find(({ id }) => id === row.id)
  if (known && known.turn > row.turn) return [...pages]
  if (known && fits && known.updatedAt === row.updatedAt)
    return pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === row.id ? row : item)) }))

  const without = pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== row.id) }))
  if (!fits) return without
  const older = (item: ConversationView) => item.updatedAt < row.updatedAt
  const at = without.findIndex(
    ({ items }, i) => items.some(older) || (i === without.length - 1 && without[i]?.next === undefined),
  )
  return without.map((page, i) => (i === at ? { ...page, items: insert(page.items, row, page.items.findIndex(older)) } : page))
}

/** All rows of the loaded pages, each once. */
export function rowsOf(pages: readonly RowPage[]): ConversationView[] {
  return [...new Map(pages.flatMap(({ items }) => items).map((row) => [row.id, row])).values()]
}

const insert = <T>(items: readonly T[], item: T, at: number): T[] =>
  at < 0 ? [...items, item] : [...items.slice(0, at), item, ...items.slice(at)]
