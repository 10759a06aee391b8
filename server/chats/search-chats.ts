import { isForgotten } from '#runtime/forget.ts'
import type { FoundMessage } from '#schemas/api/inbox.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { Turn } from '#schemas/turn.ts'
import type { Engine } from '../engine/engine.ts'
import { findTurns, nameSnippetOf, searchableIn, snippetOf, wordsAsKnown, wordsAsked } from '../search/index.ts'
import { type ConversationDoc, conversations } from './collections.ts'
import { type Names, viewOf } from './list-conversations.ts'
import { belongs, type Viewer } from './scope.ts'

const usually = 20

/**
 * What people wrote, and who they are, by the words of a search: the newest first. A page may be short, even empty, and not the last: what
 * is older was not looked at yet.
 */
export async function searchChats(
  { store, turns }: Pick<Engine, 'store' | 'turns'>,
  who: Viewer,
  names: Names,
  { q, after, limit = usually }: { q: string; after?: string; limit?: number },
): Promise<Listing<FoundMessage>> {
  const { workspaceId } = who
  const asked = await wordsAsKnown(store, workspaceId, wordsAsked(q))
  const { ids, next } = await findTurns(store, workspaceId, asked, { after, limit })
  const found = new Map((await turns.getMany(ids)).map((turn) => [turn._id, turn]))
  const chats = [...new Set([...found.values()].map(({ state }) => state.conversationId))]
  const rows = new Map((await store.collection(conversations).getMany(chats)).map((row) => [row._id, row]))
  const items = ids.flatMap((id) => {
    const turn = found.get(id)
    const row = turn && rows.get(turn.state.conversationId)
    // What is deleted goes within seconds; nobody finds it meanwhile.
    if (!row || row.workspaceId !== workspaceId || isForgotten(turn.state) || !belongs(who, row)) return []
    return foundIn(turn, row, asked, names) ?? []
  })
  return { items, ...(next ? { next } : {}) }
}

function foundIn(turn: Turn, row: ConversationDoc, asked: readonly string[], names: Names): FoundMessage | undefined {
  const texts = searchableIn(turn)
  for (const { by, text } of texts) {
    const snippet = by === 'person' ? nameSnippetOf(text, asked) : snippetOf(text, asked)
    if (snippet) return { conversation: viewOf(row, names), turn: turn.number, at: turn.at, by, ...snippet }
  }
  return undefined
}
