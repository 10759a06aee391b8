import type { Instant } from '#schemas/instant.ts'
import type { Store } from '../store/contract.ts'
import { type TokenDoc, tokens } from './collections.ts'

/** The API token with this id, or null. */
export const tokenOf = (store: Store, tokenId: string): Promise<TokenDoc | null> => store.collection(tokens).get(tokenId)

/** The API token whose secret has this hash. */
export async function tokenWithHash(store: Store, hash: string): Promise<TokenDoc | undefined> {
  const { items } = await store.collection(tokens).find({ hash }, { limit: 1 })
  return items[0]
}

/** Remembers that a token was used just now. */
export async function noteTokenUse(store: Store, tokenId: string, at: Instant): Promise<void> {
  await store.collection(tokens).update(tokenId, { $set: { lastUsedAt: at } })
}

/** Tells of tokens that ended, whichever process ended them. Returns the way to stop. */
export const onTokenEnded = (store: Store, ended: (tokenId: string) => void, missed: () => void): (() => void) =>
  store.collection(tokens).subscribe(({ id, doc }) => {
    if (!doc) ended(id)
  }, missed)
