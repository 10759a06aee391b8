import { conversations } from '../chats/index.ts'
import { timers } from '../engine/collections.ts'
import type { Engine } from '../engine/engine.ts'
import { timerIn } from '../engine/timers/conversation-timer.ts'
import { newestTurn } from '../engine/turns/take-turn.ts'
import { pagesOf } from '../store/find-all.ts'

/**
 * Timers stood in the conversations' rows before they had a collection of their own: makes each from its conversation's newest turn,
 * which says more exactly what it waits for. May be repeated; what stands there already is newer.
 */
export async function moveOldTimers(engine: Engine): Promise<void> {
  const rows = engine.store.collection(conversations)
  const docs = engine.store.collection(timers)
  const waiting = pagesOf(rows, { wakeAt: { $gt: '' } }, { sort: { wakeAt: 1 }, limit: 500, fields: ['wakeAt'] })
  for await (const page of waiting) {
    const newest = await Promise.all(page.map(({ _id }) => newestTurn(engine, _id)))
    await docs.insertMany(newest.flatMap((turn) => (turn && timerIn(turn)) ?? []))
    await Promise.all(page.map(({ _id, wakeAt = null }) => rows.update(_id, { $unset: ['wakeAt'] }, { wakeAt })))
  }
}
