import type { Store } from '../store/contract.ts'
import { type Remembered, remembered } from '../store/remembered.ts'
import { teams } from './collections.ts'
import { knownTeams } from './known-teams.ts'

/** The ids of each workspace's teams, as turns ask for them: whoever hands a chat over looks whether there is such a team. */
export type TeamBook = Remembered<ReadonlySet<string>>

export function teamBook(store: Store): TeamBook {
  const load = async (workspaceId: string) => new Set(await knownTeams(store, workspaceId))
  return remembered(store.collection(teams), load, ({ id }) => id.slice(0, id.lastIndexOf('.')))
}
