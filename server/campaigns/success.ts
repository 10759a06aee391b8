import type { Success } from '#schemas/broadcast.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ContactDoc } from '../people/index.ts'
import { dayMs } from './campaign.ts'
import type { RecipientDoc } from './collections.ts'

/** When somebody did what counts as success, within its days; undefined while they did not. */
export function successOf(
  { by, event, days }: Success,
  { repliedAt, clickedAt, sentAt, at }: Pick<RecipientDoc, 'repliedAt' | 'clickedAt' | 'sentAt' | 'at'>,
  contact: ContactDoc | undefined,
): Instant | undefined {
  const from = sentAt ?? at
  const inTime = (when: Instant | undefined): Instant | undefined =>
    when !== undefined && when > from && Date.parse(when) - Date.parse(from) <= days * dayMs ? when : undefined
  if (by === 'reply') return inTime(repliedAt)
  if (by === 'click') return inTime(clickedAt)
  const moments = contact?.seen?.find(({ type }) => type === event)?.recent ?? []
  return [...moments]
    .sort()
    .map(inTime)
    .find((when) => when !== undefined)
}
