import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { channels } from './collections.ts'

/** What of the channels is sealed, by what they are called; those without secrets too. */
export async function sealedInChannels(store: Store): Promise<{ name: string; values: string[] }[]> {
  const all = await findAll(store.collection(channels), {}, { _id: 1 }, ['name', 'secrets'])
  return all.map(({ name, secrets }) => ({ name, values: Object.values(secrets) }))
}

/** Whether this is the collection of the channels, of which a document with secrets is sealed. */
export const isOfChannels = (collection: string): boolean => collection === channels.name
