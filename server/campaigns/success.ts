import type { Success } from '#schemas/broadcast.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Store } from '../store/contract.ts'
import { dayMs } from './campaign.ts'
import type { RecipientDoc } from './collections.ts'

/** When somebody did what counts as success, within its days; undefined while they did not. */
export async function successOf(
  _store: Store,
  _workspaceId: string,
  success: Success,
  { repliedAt, clickedAt, sentAt, at }: Pick<RecipientDoc, 'repliedAt' | 'clickedAt' | 'sentAt' | 'at' | 'contactId'>,
): Promise<Instant | undefined> {
  const from = sentAt ?? at
  const inTime = (when: Instant | undefined): Instant | undefined =>
    when !== undefined && when > from && Date.parse(when) - Date.parse(from) <= success.days * dayMs ? when : undefined
  if (success.by === 'reply') return inTime(repliedAt)
  if (success.by === 'click') return inTime(clickedAt)
  return undefined
}
