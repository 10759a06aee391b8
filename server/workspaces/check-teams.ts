import { invalidInput } from '../errors.ts'
import type { Store } from '../store/contract.ts'
import { knownTeams } from '../teams/index.ts'

/** Throws for a team that is none of the workspace's. */
export async function checkTeams(store: Store, workspaceId: string, teams: readonly string[]): Promise<void> {
  const known = new Set(await knownTeams(store, workspaceId))
  const unknown = teams.findIndex((id) => !known.has(id))
  if (unknown >= 0) throw invalidInput({ path: `/teams/${unknown}`, message: 'is no team of this workspace' })
}
