import type { TimelineEntry } from '#schemas/api/contacts.ts'
import type { Names, Viewer } from '../chats/index.ts'
import type { Store } from '../store/contract.ts'

/** What a source of the timeline is asked: the newest entries of these people that are not after `until`, so many at most. */
export interface TimelineAsked {
  store: Store
  who: Viewer
  names: Names
  /** The person, with those who have become one with them. */
  contactIds: readonly string[]
  /** Up to and with this moment; all, without. */
  until?: string
  limit: number
}

/** Gives entries newest first; of one moment by descending id. Its kinds are its own. */
export type TimelineSource = (asked: TimelineAsked) => Promise<TimelineEntry[]>
