import { expect } from 'vitest'
import { turnId } from '#schemas/turn.ts'
import { deliveries } from '#server/outbox/collections.ts'
import type { Server } from './line.ts'

/** Waits until everything that turns after `turn` say was accepted by the vendor; gives the newest turn's number. */
export async function allSent({ engine, outbox }: Server, conversationId: string, turn: number): Promise<number> {
  const range = { $gt: turnId(conversationId, turn), $lt: `${conversationId}/` }
  const { items } = await engine.turns.find({ _id: range }, { sort: { _id: 1 }, limit: 1000 })
  const ids = items.flatMap(({ say }) => say.map(({ id }) => id))
  const docs = engine.store.collection(deliveries)
  for (;;) {
    const made = await docs.getMany(ids)
    const waiting = made.filter(({ status }) => status === 'queued')
    expect(waiting.filter(({ attempts }) => attempts > 0)).toEqual([])
    if (made.length === ids.length && waiting.length === 0) break
    await outbox.idle()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return items.at(-1)?.number ?? turn
}
