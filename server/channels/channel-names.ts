import type { Store } from '../store/contract.ts'
import { type NamesAtHand, namesAtHand } from '../store/names-at-hand.ts'
import { channels } from './collections.ts'

/** What channels are called. */
export const channelNamesAtHand = (store: Store): Promise<NamesAtHand> => namesAtHand(store.collection(channels))
