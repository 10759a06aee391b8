import type { Collection, Page, Stored } from './contract.ts'

/** A document with the newest number of each series that `increment` keeps in it, so that a copy still knows what was applied. */
export type WholeDocument = Stored & { _newest?: Record<string, number> }

/** What both stores offer to a copy of the whole store, besides the port. */
export interface CopyableCollection<T extends Stored> extends Collection<T> {
  /** Documents by `_id`, a page at a time. */
  copyOut(after?: string): Promise<Page<WholeDocument>>
  copyIn(docs: WholeDocument[]): Promise<void>
}

export const copiedAtOnce = 500
