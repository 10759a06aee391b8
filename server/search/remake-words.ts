import { isDeepStrictEqual } from 'node:util'
import { idsOfTurns, turnId } from '#schemas/turn.ts'
import type { Remake } from '../engine/parts.ts'
import type { Store } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { type WordsDoc, words } from './collections.ts'
import { addWords } from './project-words.ts'
import { wordsOfTurn } from './words-of-turn.ts'

/** What the turns of a conversation are found by, as they say it. */
export const remakeWords: Remake = async ({ store }, { conversationId, turns }) => {
  const docs = store.collection(words)
  const left = new Map((await findAll(docs, { _id: idsOfTurns(conversationId) }, { _id: 1 })).map((doc) => [doc._id, doc]))
  const missing: WordsDoc[] = []
  let changed = false
  for (const made of turns.flatMap((turn) => wordsOfTurn(turn) ?? [])) {
    const is = left.get(made._id)
    left.delete(made._id)
    if (!is) missing.push(made)
    else if (!isDeepStrictEqual(is, made)) {
      await docs.put(made)
      changed = true
    }
  }
  // Of a chat that goes on, what is not projected yet: many, and together.
  await addWords(store, missing)
  changed ||= missing.length > 0
  // Of turns that came since they were read there may be more, rightly.
  const newest = turns.at(-1)?.number ?? 0
  for (const _id of left.keys())
    if (_id <= turnId(conversationId, newest) || turns.length === 0) changed = (await docs.delete({ _id })) > 0 || changed
  return changed ? 'changed' : 'same'
}

/** Nothing leads to a conversation any more by what was said up to its turn `number`. */
export async function forgetWords(store: Store, conversationId: string, number: number): Promise<void> {
  await store.collection(words).delete({ _id: { $gt: `${conversationId}.`, $lte: turnId(conversationId, number) } })
}
