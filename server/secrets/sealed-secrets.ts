import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { keptSecrets } from './collections.ts'

/** What of the workspaces' secrets is sealed, by what they are called: all of them. */
export async function sealedInSecrets(store: Store): Promise<{ name: string; values: string[] }[]> {
  const all = await findAll(store.collection(keptSecrets), {}, { _id: 1 }, ['name', 'sealed'])
  return all.map(({ name, sealed }) => ({ name, values: [sealed] }))
}

/** Whether this is their collection, of which every document is sealed. */
export const isOfSecrets = (collection: string): boolean => collection === keptSecrets.name
