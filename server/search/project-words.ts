import type { Projection } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { type WordsDoc, words } from './collections.ts'
import { wordsOfTurn } from './words-of-turn.ts'

/** Documents written together. Messages get their turn in between, and share their commits. */
const atOnce = 32

/** What turns are found by. A turn never changes, so what is there already is right. */
export const projectWords: Projection = async ({ store }, { remembered }) => {
  await addWords(
    store,
    remembered.flat().flatMap((turn) => wordsOfTurn(turn) ?? []),
  )
}

/** Those that are there stay as they are. */
export async function addWords(store: Store, made: readonly WordsDoc[]): Promise<void> {
  for (let at = 0; at < made.length; at += atOnce) await store.collection(words).insertMany(made.slice(at, at + atOnce))
}
