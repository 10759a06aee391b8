import type { Store } from '../store/contract.ts'
import { type NamesAtHand, namesAtHand } from '../store/names-at-hand.ts'
import { teams } from './collections.ts'

/** What teams are called, by `teamKey`. */
export const teamNamesAtHand = (store: Store): Promise<NamesAtHand> => namesAtHand(store.collection(teams))
