import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { teams } from './collections.ts'

/** The ids of a workspace's teams. */
export async function knownTeams(store: Store, workspaceId: string): Promise<string[]> {
  const found = await findAll(inWorkspace(store, teams, workspaceId), {}, { name: 1 }, ['name'])
  return found.map(({ _id }) => _id.slice(workspaceId.length + 1))
}
