import type { Page, Store } from '../store/contract.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type WordsDoc, words } from './collections.ts'
import { numbersIn, wordsIn } from './words-in.ts'

/** More words of a search are left out. */
const mostWords = 10
/** A word that more turns hold is as common as any. */
const common = 1_000
/** So many turns that hold the rarest word are looked at for a page; what is older comes with the next. */
const mostLooked = 1_000

/** The words that a search is for, as they are compared; none when nothing can be found by it. */
export function wordsAsked(search: string): string[] {
  const text = search.trim()
  const isNumber = /^[+\d ().-]+$/.test(text)
  const found = isNumber ? (numbersIn(text).length > 0 ? numbersIn(text) : wordsIn(text)) : wordsIn(text)
  return [...new Set(found.map(({ word }) => word))].slice(0, mostWords)
}

/** The ids of the turns that hold all words, the newest first. A page may be short, even empty, and not the last: what is older was not looked at yet. */
export async function findTurns(
  store: Store,
  workspaceId: string,
  asked: readonly string[],
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ ids: string[]; next?: string }> {
  const docs = inWorkspace(store, words, workspaceId)
  const counted = await Promise.all(
    asked.map(async (word) => ({ word, turns: await docs.count({ words: word }, { atMost: common }) })),
  )
  if (counted.length === 0 || counted.some(({ turns }) => turns === 0)) return { ids: [] }
  // The rarest leads.
  const $all = counted.sort((a, b) => a.turns - b.turns).map(({ word }) => word)
  const page: Page<WordsDoc> = await docs.find(
    { words: { $all } },
    {
      sort: { at: -1 },
      limit,
      look: mostLooked,
      fields: ['_id', 'workspaceId', 'at'],
      ...(after === undefined ? {} : { after }),
    },
  )
  return { ids: page.items.map(({ _id }) => _id), ...(page.next ? { next: page.next } : {}) }
}
