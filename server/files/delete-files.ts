import type { Store } from '../store/contract.ts'
import { fileChunks, files } from './collections.ts'

/** Deletes the files of everything whose id is in a range, also those that were not whole. */
export async function deleteFiles(store: Store, ids: { $gt?: string; $gte?: string; $lt: string }): Promise<void> {
  // First what says that they are there.
  await store.collection(files).delete({ _id: ids })
  await store.collection(fileChunks).delete({ _id: ids })
}
