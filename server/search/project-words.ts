import type { Projection } from '../engine/parts.ts'
import { words } from './collections.ts'
import { wordsOfTurn } from './words-of-turn.ts'

/** Documents written together. Messages get their turn in between, and share their commits. */
const atOnce = 32

/** What turns are found by. A turn never changes, so what is there already is right. */
export const projectWords: Projection = async ({ store }, { remembered }) => {
  const made = remembered.flat().flatMap((turn) => wordsOfTurn(turn) ?? [])
  for (let at = 0; at < made.length; at += atOnce) await store.collection(words).insertMany(made.slice(at, at + atOnce))
}
