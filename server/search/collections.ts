import type { Instant } from '#schemas/instant.ts'
import type { Stored } from '../store/contract.ts'
import { define } from '../store/define-collection.ts'

/** What a turn is found by: a projection of turns, under the turn's id. A turn in which nobody said anything has none. */
export interface WordsDoc extends Stored {
  workspaceId: string
  words: string[]
  at: Instant
}

export const words = define<WordsDoc>('words', [{ name: 'words', fields: { workspaceId: 1, words: 1, at: -1 } }])
