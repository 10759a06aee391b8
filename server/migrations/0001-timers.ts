import type { Instant } from '#schemas/instant.ts'
import type { Turn } from '#schemas/turn.ts'
import { type ConversationDoc, conversations } from '../chats/collections.ts'
import { timers, turns } from '../engine/collections.ts'
import type { CollectionDefinition, Store } from '../store/contract.ts'
import type { StoreMigration } from './migration.ts'

/** The row of a conversation as it was when its timer stood in it. */
type OldRow = ConversationDoc & { wakeAt?: Instant }
const oldRows: CollectionDefinition<OldRow> = conversations

/** Each timer is made from its conversation's newest turn, which says more exactly what it waits for than the row did. */
export const timersOfTheirOwn: StoreMigration = {
  id: '0001-timers',
  does: 'timers get a collection of their own',
  async page(store, after) {
    const rows = store.collection(oldRows)
    const { items, next } = await rows.find(
      { wakeAt: { $gt: '' } },
      { sort: { wakeAt: 1 }, limit: 500, fields: ['wakeAt'], ...(after === undefined ? {} : { after }) },
    )
    const newest = await Promise.all(items.map(({ _id }) => newestTurn(store, _id)))
    // What stands there already is newer.
    await store.collection(timers).insertMany(newest.flatMap((turn) => (turn && timerIn(turn)) ?? []))
    await Promise.all(items.map(({ _id, wakeAt = null }) => rows.update(_id, { $unset: ['wakeAt'] }, { wakeAt })))
    return { changed: items.length, next }
  },
}

async function newestTurn(store: Store, conversationId: string): Promise<Turn | undefined> {
  const range = { _id: { $gt: `${conversationId}.`, $lt: `${conversationId}/` } }
  return (await store.collection(turns).find(range, { sort: { _id: -1 }, limit: 1 })).items[0]
}

function timerIn({ state, workspaceId, number }: Turn) {
  const waiting = state.owner.kind === 'flow' && state.status === 'open' ? state.session?.at : undefined
  if (!waiting?.until) return undefined
  const { conversationId } = state
  const { visitId, until: dueAt } = waiting
  const ofVisit = { _id: `${conversationId}.visit`, kind: 'visit' as const, visitId, dueAt }
  return { ...ofVisit, workspaceId, conversationId, attempts: 0, turn: number }
}
