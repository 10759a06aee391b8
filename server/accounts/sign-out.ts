import type { Deps } from '../deps.ts'
import { signIns } from './collections.ts'

/** Ends one session for good. */
export async function signOut({ store }: Pick<Deps, 'store'>, signInId: string): Promise<void> {
  await store.collection(signIns).delete({ _id: signInId })
}
