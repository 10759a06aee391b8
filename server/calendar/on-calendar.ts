import type { Store } from '../store/contract.ts'
import { type CalendarDoc, calendars } from './collections.ts'

/** Tells of every new version of a calendar, whichever process wrote it. Returns the way to stop. */
export const onCalendar = (store: Store, told: (version: CalendarDoc) => void, missed: () => void): (() => void) =>
  store.collection(calendars).subscribe(({ doc }) => {
    if (doc) told(doc)
  }, missed)
