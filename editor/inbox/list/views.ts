import type { InboxCounts } from '#schemas/api/inbox.ts'
import type { InboxView } from '../../api/conversations.ts'
import { formatNumber } from '../../ui/format.ts'
import type { IconName } from '../../ui/Icon.tsx'

/** In the order of the column. */
export const inboxViews: InboxView[] = ['mine', 'waiting', 'flow', 'all', 'closed']

export const viewIcons: Record<InboxView, IconName> = {
  mine: 'user',
  waiting: 'inbox',
  flow: 'robot',
  all: 'messages',
  closed: 'circle-check',
}

export const isView = (text: string | undefined): text is InboxView => inboxViews.some((view) => view === text)

/** How many chats a list has, where anyone counts them: `12`, or `10,000+` where they were not counted further. */
export function countOf(counts: InboxCounts | undefined, view: InboxView): string | undefined {
  if (!counts || !(view === 'mine' || view === 'waiting' || view === 'flow')) return undefined
  const isMore = view === 'flow' && counts.about?.includes(view)
  return `${formatNumber(counts[view])}${isMore ? '+' : ''}`
}
