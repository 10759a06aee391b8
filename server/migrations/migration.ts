import type { Store } from '../store/contract.ts'

/**
 * A change of what a store holds that cannot be made as documents are read: another collection, what an index reads. Made once per store,
 * before anything else reads it.
 */
export interface StoreMigration {
  /** `<number>-<words>`, in the order in which they are made. Stores remember it: it never changes, and none ever goes. */
  id: string
  /** What it does, as the log says it. */
  does: string
  /**
   * Makes the next page, from where the page before ended (undefined: the first), and says how many documents it changed and where it
   * ended (undefined: all is done). It may be cut off after any write and made again, also while another process is still at it, so
   * each step first looks whether it is done. It keeps to the shapes of its time: what changes later stands here as it was.
   */
  page(store: Store, after: string | undefined): Promise<{ changed: number; next?: string | undefined }>
}
