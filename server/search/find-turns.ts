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

/** A number as it is dialled at home: 081 234 5678. */
const fromHome = /^0[1-9]\d{6,}$/

/** The words as they are known: a number that nobody has as it is dialled at home is known without its first 0, as +66 81 234 5678 is. */
export async function wordsAsKnown(store: Store, workspaceId: string, asked: readonly string[]): Promise<string[]> {
  const docs = inWorkspace(store, words, workspaceId)
  const isKnown = async (word: string) => (await docs.count({ words: word }, { atMost: 1 })) > 0
  return Promise.all(asked.map(async (word) => (fromHome.test(word) && !(await isKnown(word)) ? word.slice(1) : word)))
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
