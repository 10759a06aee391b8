import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { type Remembered, remembered } from '../store/remembered.ts'
import { keptSecrets, type SecretDoc } from './collections.ts'

/** The secrets of a workspace by their names, sealed as they are stored. */
export type SecretBook = Remembered<ReadonlyMap<string, SecretDoc>>

export function secretBook(store: Store): SecretBook {
  const docs = store.collection(keptSecrets)
  const load = async (workspaceId: string) =>
    new Map((await findAll(docs, { workspaceId }, { name: 1 })).map((doc) => [doc.name, doc]))
  return remembered(docs, load, ({ doc }) => doc?.workspaceId)
}
